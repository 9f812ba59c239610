namespace Bellman.Atari.Cartridges;

/// <summary>UA Limited: two banks of 4K, selected by any access to $220 and $240.</summary>
internal sealed class UaLimited : ISnoopingScheme
{
    public int RamLength => 0;

    public void Reset(ref CartridgeState state) => state.Map(0, 0x1000, 0);

    public byte Read(ref CartridgeState state, ReadOnlySpan<byte> memory, int address, int cycles) => memory[address & 0xFFF];

    public void Write(ref CartridgeState state, Span<byte> memory, int address, byte value)
    {
    }

    public void Snoop(ref CartridgeState state, int address, byte? value)
    {
        if ((address & 0x1FFF) == 0x220)
        {
            state.Map(0, 0x1000, 0);
        }
        else if ((address & 0x1FFF) == 0x240)
        {
            state.Map(0, 0x1000, 0x1000);
        }
    }

    public bool Answers(int address) => false;
}
