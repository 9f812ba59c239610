namespace Bellman.Atari.Cartridges;

/// <summary>2K (seen twice) and 4K: no banks.</summary>
internal sealed class Flat(int imageLength) : IBankSwitching
{
    public int RamLength => 0;

    public void Reset(ref CartridgeState state)
    {
        for (int address = 0; address < 0x1000; address += imageLength)
        {
            state.Map(address, imageLength, 0);
        }
    }

    public byte Read(ref CartridgeState state, ReadOnlySpan<byte> memory, int address, int cycles) => memory[address & (imageLength - 1)];

    public void Write(ref CartridgeState state, Span<byte> memory, int address, byte value)
    {
    }
}
