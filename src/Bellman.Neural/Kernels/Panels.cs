namespace Bellman.Neural.Kernels;

/// <summary>Panels of sixteen rows, each [features][16]: two 8-wide registers hold one feature of a panel.</summary>
internal static unsafe class Panels
{
    /// <summary>Rows in a panel.</summary>
    public const int Width = 16;

    /// <summary>Panels that hold <paramref name="rows"/>.</summary>
    public static int Count(int rows) => (rows + Width - 1) / Width;

    /// <summary>Rows including the padding of the last panel.</summary>
    public static int PaddedRows(int rows) => Count(rows) * Width;

    /// <summary>From rows to panels. Spare lanes become zero.</summary>
    public static void Pack(ReadOnlySpan<float> source, Span<float> target, int features, int rows)
    {
        fixed (float* from = source, to = target)
        {
            for (int row = 0; row < rows; row += Width)
            {
                int n = Math.Min(Width, rows - row);
                float* panel = to + (nint)row * features;
                if (n < Width)
                {
                    new Span<float>(panel, features * Width).Clear();
                }
                Transpose.Block(from + (nint)row * features, features, panel, Width, n, features);
            }
        }
    }

    /// <summary>From panels to rows.</summary>
    public static void Unpack(ReadOnlySpan<float> source, Span<float> target, int features, int rows)
    {
        fixed (float* from = source, to = target)
        {
            for (int row = 0; row < rows; row += Width)
            {
                int n = Math.Min(Width, rows - row);
                Transpose.Block(from + (nint)row * features, Width, to + (nint)row * features, features, features, n);
            }
        }
    }
}
