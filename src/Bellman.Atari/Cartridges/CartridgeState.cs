using System.Runtime.CompilerServices;

namespace Bellman.Atari.Cartridges;

/// <summary>Where each 64-byte page of the cartridge's 4K window lies in its memory, or <see cref="Watched"/>.</summary>
[InlineArray(Count)]
internal struct Pages
{
    public const int Count = 64, Size = 64;

    /// <summary>An access to this page does something: the scheme must be asked.</summary>
    public const int Watched = -1;

    private int _first;
}

/// <summary>Consecutive addresses whose bytes lie one behind the other in the cartridge's memory: none while the length is 0.</summary>
internal struct Stretch
{
    /// <summary>The first address, of 16 bits.</summary>
    public int First;

    /// <summary>How many instructions of any length may begin from it on.</summary>
    public uint Length;

    /// <summary>What is added to an address, modulo 2 to the 32nd, to find its byte in memory.</summary>
    public uint Shift;
}

/// <summary>What a cartridge remembers, besides its RAM: the selected banks as pages, and the DPC's registers.</summary>
internal struct CartridgeState
{
    public Pages Pages;

    /// <summary>Where the program runs at present, so that not every instruction has to be looked up by its page.</summary>
    public Stretch Code;

    /// <summary>Selected bank, of schemes that need to know it.</summary>
    public int Bank, RamBank;
    public DpcChip Dpc;

    /// <summary>Shows <paramref name="length"/> bytes of memory from <paramref name="offset"/> at an address of the window; all are multiples of 64.</summary>
    public void Map(int address, int length, int offset)
    {
        Code.Length = 0;
        for (int i = 0; i < length; i += Pages.Size) Pages[(address + i) / Pages.Size] = offset + i;
    }

    /// <summary>Makes every access to a part of the window go through the scheme.</summary>
    public void Watch(int address, int length)
    {
        Code.Length = 0;
        for (int i = 0; i < length; i += Pages.Size) Pages[(address + i) / Pages.Size] = Pages.Watched;
    }

    /// <summary>Finds the code around an address of a page that is not watched.</summary>
    public void FindCode(int address)
    {
        int first = address / Pages.Size % Pages.Count, last = first;
        int window = address - address % (Pages.Count * Pages.Size);
        while (first > 0 && Pages[first - 1] == Pages[first] - Pages.Size) first--;
        while (last < Pages.Count - 1 && Pages[last + 1] == Pages[last] + Pages.Size) last++;
        Code.First = window + first * Pages.Size;
        // Of the longest instruction the last two bytes are still to come.
        Code.Length = (uint)((last + 1 - first) * Pages.Size - 2);
        Code.Shift = (uint)(Pages[first] - Code.First);
    }
}
