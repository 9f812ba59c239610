namespace Bellman.Atari.Cartridges;

/// <summary>
/// 3F, Tigervision: banks of 2K. The upper half of the window always shows the last; a write of n to any address up to
/// $3F puts bank n into the lower half. 3E adds 32 banks of 1K of RAM: a write to $3E puts one there, read at $000 to
/// $3FF and written at $400 to $7FF. In ALE a write to the window's first 64 addresses selects, too.
/// </summary>
internal sealed class Tigervision(int imageLength, bool withRam) : ISnoopingScheme
{
    private const int BankLength = 0x800, RamBankLength = 0x400, RamBanks = 32, NoRam = -1, HotSpots = 0x3F;

    public int RamLength => withRam ? RamBanks * RamBankLength : 0;

    public void Reset(ref CartridgeState state)
    {
        state.RamBank = NoRam;
        state.Map(0, BankLength, 0);
        state.Map(BankLength, BankLength, imageLength - BankLength);
    }

    // Only the RAM's write port is watched; what a read of it returns is not defined.
    public byte Read(ref CartridgeState state, ReadOnlySpan<byte> memory, int address, int cycles)
        => memory[imageLength + state.RamBank * RamBankLength + (address & (RamBankLength - 1))];

    public void Write(ref CartridgeState state, Span<byte> memory, int address, byte value)
    {
        address &= 0xFFF;
        Snoop(ref state, address, value);
        if (state.RamBank != NoRam && address is >= RamBankLength and < BankLength)
        {
            memory[imageLength + state.RamBank * RamBankLength + address - RamBankLength] = value;
        }
    }

    public void Snoop(ref CartridgeState state, int address, byte? value)
    {
        if (value is not { } bank || !Answers(address))
        {
            return;
        }
        if (!withRam || (address & 0x3F) == 0x3F)
        {
            state.RamBank = NoRam;
            state.Map(0, BankLength, bank % (imageLength / BankLength) * BankLength);
        }
        else if ((address & 0x3F) == 0x3E)
        {
            state.RamBank = bank % RamBanks;
            state.Map(0, RamBankLength, imageLength + state.RamBank * RamBankLength);
            state.Watch(RamBankLength, RamBankLength);
        }
    }

    // In ALE the TIA's first 64 addresses read as the window's.
    public bool Answers(int address) => (address & 0x1FFF) <= HotSpots;
}
