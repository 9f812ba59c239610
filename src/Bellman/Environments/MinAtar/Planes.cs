using System.Numerics;

namespace Bellman.Environments.MinAtar;

/// <summary>
/// An observation being written: one plane of 10 x 10 numbers per channel, [channel x row x column], rows from the top.
/// </summary>
internal readonly ref struct Planes(Span<float> cells)
{
    /// <summary>Cells in a row, and rows.</summary>
    public const int Side = 10;

    /// <summary>Cells in a plane.</summary>
    public const int Area = Side * Side;

    private readonly Span<float> _cells = cells;

    /// <summary>Whether a row or column is on the grid.</summary>
    public static bool Contains(int x) => (uint)x < Side;

    /// <summary>Marks a cell; columns beside the grid are left out.</summary>
    public void Mark(int channel, int y, int x)
    {
        if (Contains(x))
        {
            _cells[channel * Area + y * Side + x] = 1;
        }
    }

    /// <summary>Marks the cells whose bits are set; bit 0 is row 0, column 0.</summary>
    public void Mark(int channel, UInt128 cells)
    {
        Mark(channel * Area, (ulong)cells);
        Mark(channel * Area + 64, (ulong)(cells >> 64));
    }

    private void Mark(int first, ulong bits)
    {
        for (; bits != 0; bits &= bits - 1)
        {
            _cells[first + BitOperations.TrailingZeroCount(bits)] = 1;
        }
    }
}
