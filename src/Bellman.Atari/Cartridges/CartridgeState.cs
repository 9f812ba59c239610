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

/// <summary>What a cartridge remembers, besides its RAM: the selected banks as pages, and the DPC's registers.</summary>
internal struct CartridgeState
{
    public Pages Pages;

    /// <summary>Selected bank, of schemes that need to know it.</summary>
    public int Bank, RamBank;
    public DpcChip Dpc;

    /// <summary>Shows <paramref name="length"/> bytes of memory from <paramref name="offset"/> at an address of the window; all are multiples of 64.</summary>
    public void Map(int address, int length, int offset)
    {
        for (int i = 0; i < length; i += Pages.Size) Pages[(address + i) / Pages.Size] = offset + i;
    }

    /// <summary>Makes every access to a part of the window go through the scheme.</summary>
    public void Watch(int address, int length)
    {
        for (int i = 0; i < length; i += Pages.Size) Pages[(address + i) / Pages.Size] = Pages.Watched;
    }
}
