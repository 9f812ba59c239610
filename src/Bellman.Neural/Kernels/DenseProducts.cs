using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Bellman.Neural.Kernels;

/// <summary>The three matrix products of a dense layer, on panels. Weights lie as [inputs][outputs].</summary>
internal static unsafe class DenseProducts
{
    // Rows of which the weight gradient transposes one block at a time: 64 kB of stack at most.
    private const int ChunkRows = 1024;

    /// <summary>y = b + x W, then max(0, y) where <paramref name="relu"/>.</summary>
    public static void Forward(float* w, float* b, float* x, float* y, int inputs, int outputs, int panels, bool relu)
    {
        for (int p = 0; p < panels; p++, x += (nint)inputs * Panels.Width, y += (nint)outputs * Panels.Width)
        {
            Tile.Product(w, 1, outputs, inputs, 0, x, b, y, Panels.Width, outputs, inputs, relu);
        }
    }

    /// <summary>dx = dy W^T.</summary>
    public static void InputGradient(float* w, float* dy, float* dx, int inputs, int outputs, int panels)
    {
        for (int p = 0; p < panels; p++, dx += (nint)inputs * Panels.Width, dy += (nint)outputs * Panels.Width)
        {
            Tile.Product(w, outputs, 1, outputs, 0, dy, null, dx, Panels.Width, inputs, outputs, relu: false);
        }
    }

    /// <summary>
    /// dW = x^T dy and db = sum of dy over the rows, for the blocks of sixteen outputs from <paramref name="firstBlock"/> to before
    /// <paramref name="endBlock"/>. Where <paramref name="y"/> is given, dy counts only where y is positive.
    /// </summary>
    [SkipLocalsInit]
    public static void WeightGradient(
        float* x, float* y, float* dy, float* dw, int inputs, int outputs, int rows, int firstBlock, int endBlock)
    {
        if (rows > ChunkRows)
        {
            throw new BellmanException($"A learning batch of {rows} rows is more than the {ChunkRows} that fit: use smaller batches.");
        }
        float* dyRows = stackalloc float[rows * Panels.Width + 16];
        dyRows = (float*)(((nuint)dyRows + 63) & ~(nuint)63);
        for (int block = firstBlock; block < endBlock; block++)
        {
            int o = block * Panels.Width;
            int width = Math.Min(Panels.Width, outputs - o);
            GatherBlock(y, dy, dyRows, o, width, outputs, rows);
            float* db = dw + (nint)inputs * outputs + o;
            if (width == Panels.Width)
            {
                Tile.Product(x, Panels.Width, 1, Panels.Width, (nint)inputs * Panels.Width, dyRows, null, dw + o, outputs, inputs, rows, relu: false);
                SumRows(dyRows, db, rows, width);
            }
            else
            {
                NarrowBlock(x, dyRows, dw + o, inputs, outputs, rows, width);
                SumRows(dyRows, db, rows, width);
            }
        }
    }

    // A last block of fewer than sixteen outputs: tiles go through a small buffer of which only the live columns are copied.
    [SkipLocalsInit]
    private static void NarrowBlock(float* x, float* dyRows, float* dw, int inputs, int outputs, int rows, int width)
    {
        const int height = 12;
        float* buffer = stackalloc float[height * Panels.Width];
        for (int i = 0; i < inputs; i += height)
        {
            int n = Math.Min(height, inputs - i);
            Tile.Product(
                x + (nint)i * Panels.Width, Panels.Width, 1, Panels.Width, (nint)inputs * Panels.Width, dyRows, null, buffer, Panels.Width, n, rows, relu: false);
            for (int r = 0; r < n; r++)
            {
                for (int c = 0; c < width; c++)
                {
                    dw[(nint)(i + r) * outputs + c] = buffer[r * Panels.Width + c];
                }
            }
        }
    }

    // Turns sixteen outputs of every panel into rows: [rows][16].
    private static void GatherBlock(float* y, float* dy, float* dyRows, int o, int width, int outputs, int rows)
    {
        if (width < Panels.Width)
        {
            new Span<float>(dyRows, rows * Panels.Width).Clear();
        }
        float* masked = stackalloc float[Panels.Width * Panels.Width];
        for (int row = 0; row < rows; row += Panels.Width)
        {
            nint at = (nint)row * outputs + (nint)o * Panels.Width;
            float* source = dy + at;
            if (y != null)
            {
                for (int k = 0; k < width * Panels.Width; k += 8)
                {
                    var live = Vector256.GreaterThan(Vector256.Load(y + at + k), Vector256<float>.Zero);
                    (Vector256.Load(source + k) & live).Store(masked + k);
                }
                source = masked;
            }
            int n = Math.Min(Panels.Width, rows - row);
            Transpose.Block(source, Panels.Width, dyRows + (nint)row * Panels.Width, Panels.Width, width, n);
        }
    }

    private static void SumRows(float* dyRows, float* db, int rows, int width)
    {
        Vector256<float> low = default, high = default;
        for (int row = 0; row < rows; row++)
        {
            low += Vector256.Load(dyRows + row * Panels.Width);
            high += Vector256.Load(dyRows + row * Panels.Width + 8);
        }
        float* sums = stackalloc float[Panels.Width];
        low.Store(sums);
        high.Store(sums + 8);
        new ReadOnlySpan<float>(sums, width).CopyTo(new(db, width));
    }
}
