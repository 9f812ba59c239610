using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Bellman.Atari.Cartridges;

/// <summary>
/// Where each 64-byte page of the cartridge's 4K window lies in its memory, or <see cref="Watched"/>.
/// </summary>
[InlineArray(Count)]
internal struct Pages
{
    public const int Count = 64, Size = 64;

    /// <summary>An access to this page does something: the scheme must be asked.</summary>
    public const int Watched = -1;

    private int _first;
}

/// <summary>
/// Consecutive addresses whose bytes lie one behind the other in the cartridge's memory: none while the length is 0.
/// </summary>
internal struct Stretch
{
    /// <summary>The first address, of 16 bits.</summary>
    public int First;

    /// <summary>How many instructions of any length may begin from it on.</summary>
    public uint Length;

    /// <summary>What is added to an address, modulo 2 to the 32nd, to find its byte in memory.</summary>
    public uint Shift;
}

/// <summary>
/// What a cartridge remembers, besides its RAM: the selected banks as pages, and the DPC's registers.
/// </summary>
internal struct CartridgeState
{
    public Pages Pages;

    /// <summary>
    /// Where the program runs at present, so that not every instruction has to be looked up by its page.
    /// </summary>
    public Stretch Code;

    /// <summary>Selected bank, of schemes that need to know it.</summary>
    public int Bank, RamBank;
    public DpcChip Dpc;

    /// <summary>
    /// Shows <paramref name="length"/> bytes of memory from <paramref name="offset"/> at an address of the window; all
    /// are multiples of 64.
    /// </summary>
    public void Map(int address, int length, int offset)
    {
        Code.Length = 0;
        for (int i = 0; i < length; i += Pages.Size)
        {
            Pages[(address + i) / Pages.Size] = offset + i;
        }
    }

    /// <summary>Whether what was read from a file stays inside a memory.</summary>
    public readonly bool CanBe(int memory, int banks, int ramBanks)
    {
        bool can = (uint)Bank < (uint)banks && RamBank >= -1 && RamBank < ramBanks;
        foreach (int page in Pages)
        {
            can &= page == Pages.Watched || (page >= 0 && page <= memory - Pages.Size);
        }
        return can && (Code.Length == 0 || (long)unchecked((uint)Code.First + Code.Shift) + Code.Length + 2 <= memory);
    }

    /// <summary>Makes every access to a part of the window go through the scheme.</summary>
    public void Watch(int address, int length)
    {
        Code.Length = 0;
        for (int i = 0; i < length; i += Pages.Size)
        {
            Pages[(address + i) / Pages.Size] = Pages.Watched;
        }
    }

    /// <summary>Finds the code around an address of a page that is not watched.</summary>
    public void FindCode(int address)
    {
        int page = address / Pages.Size % Pages.Count;
        // The pages, a bit each, that lie in memory as they would if all lay behind one another. Programs may switch banks many times in a frame.
        Vector256<int> steps = Vector256.Create(0, 1, 2, 3, 4, 5, 6, 7) * Pages.Size, wanted = steps + Vector256.Create(Pages[page] - page * Pages.Size);
        ulong inLine = 0;
        for (int i = 0; i < Pages.Count; i += Vector256<int>.Count)
        {
            Vector256<int> pages = Vector256.LoadUnsafe(ref Unsafe.As<Pages, int>(ref Pages), (uint)i);
            inLine |= (ulong)Vector256.Equals(pages, wanted + Vector256.Create(i * Pages.Size)).ExtractMostSignificantBits() << i;
        }
        int before = BitOperations.LeadingZeroCount(~(inLine << (Pages.Count - 1 - page))), from = BitOperations.TrailingZeroCount(~(inLine >> page));
        Code.First = address - address % Pages.Size - (before - 1) * Pages.Size;
        // Of the longest instruction the last two bytes are still to come.
        Code.Length = (uint)((before - 1 + from) * Pages.Size - 2);
        Code.Shift = (uint)(Pages[page] - (address - address % Pages.Size));
    }
}
