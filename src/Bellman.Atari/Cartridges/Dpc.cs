namespace Bellman.Atari.Cartridges;

/// <summary>
/// The Display Processor Chip of Pitfall II (Crane, US patent 4,644,495): two banks of 4K as in F8, 2K of graphics that
/// eight data fetchers walk through backwards, and a random number. Registers are read at $000 to $03F and written at
/// $040 to $07F; fetcher = A2 to A0, function = A5 to A3. The last three fetchers can make music instead.
/// </summary>
internal sealed class Dpc : IBankSwitching
{
    private const int BankLength = 0x1000, Graphics = 0x2000, GraphicsLength = 0x800, Registers = 0x80;

    public int RamLength => 0;

    // The random number moves on with every access to the pages of the registers and of the hot spots, and with every write: ALE reads the others
    // past the chip.
    public void Reset(ref CartridgeState state)
    {
        state.Dpc.Reset();
        Select(ref state, 1);
        state.Watch(0, Registers);
        state.Watch(BankLength - Pages.Size, Pages.Size);
    }

    public byte Read(ref CartridgeState state, ReadOnlySpan<byte> memory, int address, int cycles)
    {
        address &= 0xFFF;
        Clock(ref state.Dpc);
        if (address < Registers / 2)
        {
            return ReadRegister(ref state.Dpc, memory, address, cycles);
        }
        Switch(ref state, address);
        return memory[state.Bank * BankLength + address];
    }

    public void Write(ref CartridgeState state, Span<byte> memory, int address, byte value)
    {
        address &= 0xFFF;
        Clock(ref state.Dpc);
        if (address is >= Registers / 2 and < Registers)
        {
            WriteRegister(ref state.Dpc, address, value);
        }
        else
        {
            Switch(ref state, address);
        }
    }

    // An 8-bit shift register that takes in the opposite of the parity of bits 7, 5, 4 and 3.
    private static void Clock(ref DpcChip chip)
    {
        int bits = chip.Random;
        int parity = bits >> 7 ^ bits >> 5 ^ bits >> 4 ^ bits >> 3;
        chip.Random = (byte)(bits << 1 | ~parity & 1);
    }

    private static byte ReadRegister(ref DpcChip chip, ReadOnlySpan<byte> memory, int address, int cycles)
    {
        ref Fetcher fetcher = ref chip.Fetchers[address & 7];
        int function = address >> 3 & 7;
        if ((fetcher.Counter & 0xFF) == fetcher.Top)
        {
            fetcher.Flag = true;
        }
        else if ((fetcher.Counter & 0xFF) == fetcher.Bottom)
        {
            fetcher.Flag = false;
        }

        byte graphics = memory[Graphics + (GraphicsLength - 1 - fetcher.Counter & (GraphicsLength - 1))];
        int value = function switch
        {
            0 => (address & 7) < 4 ? chip.Random : chip.Play(cycles),
            1 => graphics,
            2 => fetcher.Flag ? graphics : 0,
            7 => fetcher.Flag ? 0xFF : 0,
            _ => 0,
        };
        // In music mode the counter follows the oscillator instead.
        if (!fetcher.Music || (address & 7) < DpcChip.FirstMusic)
        {
            fetcher.Counter = fetcher.Counter - 1 & (GraphicsLength - 1);
        }
        return (byte)value;
    }

    private static void WriteRegister(ref DpcChip chip, int address, byte value)
    {
        int index = address & 7;
        ref Fetcher fetcher = ref chip.Fetchers[index];
        switch (address >> 3 & 7)
        {
            case 0:
                fetcher.Top = value;
                fetcher.Flag = false;
                break;
            case 1:
                fetcher.Bottom = value;
                break;
            case 2:
                fetcher.Counter = fetcher.Counter & 0x700 | (index >= DpcChip.FirstMusic && fetcher.Music ? fetcher.Top : value);
                break;
            case 3:
                fetcher.Counter = (value & 7) << 8 | fetcher.Counter & 0xFF;
                if (index >= DpcChip.FirstMusic)
                {
                    fetcher.Music = (value & 0x10) != 0;
                }
                break;
            case 6:
                chip.Random = 1;
                break;
        }
    }

    private static void Switch(ref CartridgeState state, int address)
    {
        if (address is 0xFF8 or 0xFF9)
        {
            Select(ref state, address & 1);
        }
    }

    private static void Select(ref CartridgeState state, int bank)
    {
        state.Bank = bank;
        state.Map(Registers, BankLength - Registers - Pages.Size, bank * BankLength + Registers);
    }
}
