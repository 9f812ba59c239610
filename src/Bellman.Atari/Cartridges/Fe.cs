namespace Bellman.Atari.Cartridges;

/// <summary>
/// FE, Activision: two banks of 4K that live at different addresses, $F000 and $D000. The real cartridge guesses
/// address bit 13 from what passes over the bus when a subroutine is called or left; an emulator has the whole 16-bit
/// address at hand.
/// </summary>
internal sealed class Fe : IBankSwitching
{
    public int RamLength => 0;

    public void Reset(ref CartridgeState state) => state.Watch(0, 0x1000);

    public byte Read(ref CartridgeState state, ReadOnlySpan<byte> memory, int address, int cycles)
        => memory[(address & 0x2000) != 0 ? address & 0xFFF : 0x1000 | address & 0xFFF];

    public void Write(ref CartridgeState state, Span<byte> memory, int address, byte value)
    {
    }
}
