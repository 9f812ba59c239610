namespace Bellman.Environments.MinAtar;

/// <summary>Sets of cells as bits, row after row: bit 0 is row 0, column 0.</summary>
internal static class Board
{
    public static readonly UInt128 All = (UInt128.One << Planes.Area) - 1;
    public static readonly UInt128 LastRow = All & ~(All >> Planes.Side);
    public static readonly UInt128 FirstColumn = All / ((UInt128.One << Planes.Side) - 1);     // a 1 in every row
    public static readonly UInt128 LastColumn = FirstColumn << (Planes.Side - 1);
    public static readonly UInt128 Wave = (FirstColumn & (All >> (6 * Planes.Side))) * 0b11_1111_00; // rows 0 to 3, columns 2 to 7

    public static UInt128 Cell(int y, int x) => UInt128.One << (y * Planes.Side + x);
}
