namespace Bellman.Atari.Cartridges;

/// <summary>
/// E7, M-Network: eight banks of 2K and 2K of RAM. $FE0 to $FE6 put a bank into the lower half of the window, $FE7 puts
/// 1K of RAM there (written at $000 to $3FF, read at $400 to $7FF). $FE8 to $FEB select 256 more bytes of RAM, written
/// at $800 to $8FF and read at $900 to $9FF. From $A00 on the window shows the end of the last bank. Where RAM is
/// written, ALE reads what the last bank has there.
/// </summary>
internal sealed class MNetwork : IBankSwitching
{
    private const int ImageLength = 0x4000, BankLength = 0x800, LowRam = 0x400, HighRam = 0x100, RamInside = 7, LastBank = RamInside * BankLength;

    public int RamLength => LowRam + 4 * HighRam;

    public void Reset(ref CartridgeState state)
    {
        state.Map(BankLength, BankLength, LastBank);
        state.Watch(0x1000 - Pages.Size, Pages.Size);
        SelectLow(ref state, 0);
        SelectHigh(ref state, 0);
    }

    public byte Read(ref CartridgeState state, ReadOnlySpan<byte> memory, int address, int cycles)
    {
        address &= 0xFFF;
        Switch(ref state, address);
        return memory[LastBank + (address & (BankLength - 1))];
    }

    public void Write(ref CartridgeState state, Span<byte> memory, int address, byte value)
    {
        address &= 0xFFF;
        Switch(ref state, address);
        if (address < LowRam && state.Bank == RamInside)
        {
            memory[ImageLength + address] = value;
        }
        else if (address is >= 0x800 and < 0x900)
        {
            memory[ImageLength + LowRam + state.RamBank * HighRam + (address & (HighRam - 1))] = value;
        }
    }

    private static void Switch(ref CartridgeState state, int address)
    {
        if (address is >= 0xFE0 and < 0xFE8)
        {
            SelectLow(ref state, address & 7);
        }
        else if (address is >= 0xFE8 and < 0xFEC)
        {
            SelectHigh(ref state, address & 3);
        }
    }

    private static void SelectLow(ref CartridgeState state, int bank)
    {
        state.Bank = bank;
        state.Map(0, BankLength, bank * BankLength);
        if (bank == RamInside)
        {
            state.Map(LowRam, LowRam, ImageLength);
        }
    }

    private static void SelectHigh(ref CartridgeState state, int bank)
    {
        state.RamBank = bank;
        state.Map(0x900, HighRam, ImageLength + LowRam + bank * HighRam);
    }
}
