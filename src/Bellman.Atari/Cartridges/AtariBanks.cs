namespace Bellman.Atari.Cartridges;

/// <summary>
/// Atari's own schemes: banks of 4K, selected by any access to consecutive hot spots. F8: two banks, $FF8 and $FF9. F6:
/// four, from $FF6. F4: eight, from $FF4. With the "Super Chip", 128 bytes of RAM are written at $000 to $07F and read
/// at $080 to $0FF.
/// </summary>
internal sealed class AtariBanks(int banks, int firstHotSpot, int startBank, bool superChip) : IBankSwitching
{
    private const int BankLength = 0x1000, Ram = 128;

    public int RamLength => superChip ? Ram : 0;

    public void Reset(ref CartridgeState state) => Select(ref state, startBank);

    public byte Read(ref CartridgeState state, ReadOnlySpan<byte> memory, int address, int cycles)
    {
        Switch(ref state, address & 0xFFF);
        return memory[state.Bank * BankLength + (address & 0xFFF)];
    }

    public void Write(ref CartridgeState state, Span<byte> memory, int address, byte value)
    {
        address &= 0xFFF;
        if (superChip && address < Ram)
        {
            memory[banks * BankLength + address] = value;
        }
        // In ALE a write to a hot spot of this one scheme is lost.
        if (!superChip || banks < 8)
        {
            Switch(ref state, address);
        }
    }

    private void Switch(ref CartridgeState state, int address)
    {
        int bank = address - firstHotSpot;
        if (bank >= 0 && bank < banks)
        {
            Select(ref state, bank);
        }
    }

    private void Select(ref CartridgeState state, int bank)
    {
        state.Bank = bank;
        state.Map(0, BankLength, bank * BankLength);
        state.Watch(BankLength - Pages.Size, Pages.Size);
        if (!superChip)
        {
            return;
        }
        state.Watch(0, Ram);
        state.Map(Ram, Ram, banks * BankLength);
    }
}
