namespace Bellman.Atari.Cartridges;

/// <summary>
/// E0, Parker Brothers: the window is four segments of 1K. The last always shows slice 7; the others show any of the
/// eight, selected by an access to $FE0 to $FE7, $FE8 to $FEF and $FF0 to $FF7.
/// </summary>
internal sealed class ParkerBros : IBankSwitching
{
    private const int Slice = 0x400;

    public int RamLength => 0;

    public void Reset(ref CartridgeState state)
    {
        for (int segment = 0; segment < 4; segment++)
        {
            state.Map(segment * Slice, Slice, (segment + 4) * Slice);
        }
        state.Watch(0x1000 - Pages.Size, Pages.Size);
    }

    public byte Read(ref CartridgeState state, ReadOnlySpan<byte> memory, int address, int cycles)
    {
        Switch(ref state, address & 0xFFF);
        return memory[7 * Slice + (address & (Slice - 1))];
    }

    public void Write(ref CartridgeState state, Span<byte> memory, int address, byte value) => Switch(ref state, address & 0xFFF);

    private static void Switch(ref CartridgeState state, int address)
    {
        if (address is >= 0xFE0 and < 0xFF8)
        {
            state.Map((address - 0xFE0 >> 3) * Slice, Slice, (address & 7) * Slice);
        }
    }
}
