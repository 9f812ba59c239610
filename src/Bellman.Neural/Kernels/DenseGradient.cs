using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Bellman.Neural.Kernels;

/// <summary>
/// The parameter gradient of a dense layer, dW = x^T dy and db = sum of dy over the rows, block by block of sixteen outputs. A block is
/// turned into rows, so that the outputs become the vector dimension; the last few outputs that do not fill a vector stay as they are.
/// </summary>
internal static unsafe class DenseGradient
{
    private const int Width = Panels.Width;
    private const int Vector = Width / 2;

    // Rows of which a block is turned at a time: 64 kB of stack at most.
    private const int ChunkRows = 1024;

    /// <summary>Writes dW, [inputs][outputs], and db behind it, for outputs from <paramref name="first"/> to before <paramref name="end"/>.</summary>
    [SkipLocalsInit]
    public static void Run(float* x, float* dy, float* dw, int inputs, int outputs, int rows, int first, int end)
    {
        float* dyRows = stackalloc float[(Math.Min(rows, ChunkRows) + 1) * Width];
        dyRows = (float*)(((nuint)dyRows + 63) & ~(nuint)63);
        float* db = dw + (nint)inputs * outputs;
        for (int o = first; o < end;)
        {
            int width = end - o >= Width ? Width : Vector;
            if (end - o < Vector)
            {
                Column(x, dy + (nint)o * Width, dw + o, db + o, inputs, outputs, rows);
                o++;
                continue;
            }
            for (int row = 0; row < rows; row += ChunkRows)
            {
                int n = Math.Min(ChunkRows, rows - row);
                TurnBlock(dy + (nint)o * Width + (nint)row * outputs, dyRows, outputs, n, width);
                Block(x + (nint)row * inputs, dyRows, dw + o, inputs, outputs, n, width, resumes: row > 0);
                SumRows(dyRows, db + o, n, width, resumes: row > 0);
            }
            o += width;
        }
    }

    private static void TurnBlock(float* dy, float* dyRows, int outputs, int rows, int width)
    {
        for (int row = 0; row < rows; row += Width)
        {
            Transpose.Block(dy + (nint)row * outputs, Width, dyRows + (nint)row * Width, Width, width, Math.Min(Width, rows - row));
        }
    }

    private static void Block(float* x, float* dyRows, float* dw, int inputs, int outputs, int rows, int width, bool resumes)
    {
        var product = new Product
        {
            A = x, RowStride = Width, StepStride = 1, Run = Width, Jump = (nint)inputs * Width,
            B = dyRows, C = dw, ResultStride = outputs, Rows = inputs, Steps = rows, Resumes = resumes,
        };
        if (width == Width)
        {
            product.Wide();
        }
        else
        {
            product.Narrow();
        }
    }

    private static void SumRows(float* dyRows, float* db, int rows, int width, bool resumes)
    {
        for (int column = 0; column < width; column += Vector)
        {
            Vector256<float> even = resumes ? Vector256.Load(db + column) : default;
            Vector256<float> odd = default;
            float* at = dyRows + column;
            int row = 0;
            for (; row + 2 <= rows; row += 2, at += 2 * Width)
            {
                even += Vector256.Load(at);
                odd += Vector256.Load(at + Width);
            }
            if (row < rows)
            {
                even += Vector256.Load(at);
            }
            (even + odd).Store(db + column);
        }
    }

    // One output: its dot products over the rows, with four inputs at a time.
    private static void Column(float* x, float* dy, float* dw, float* db, int inputs, int outputs, int rows)
    {
        int whole = rows / Width * Width;
        nint xPanel = (nint)inputs * Width, dyPanel = (nint)outputs * Width;
        int i = 0;
        for (; i + 4 <= inputs; i += 4)
        {
            Vector256<float> sum0 = default, sum1 = default, sum2 = default, sum3 = default;
            float* xs = x + (nint)i * Width;
            float* dys = dy;
            for (int row = 0; row < rows; row += Width, xs += xPanel, dys += dyPanel)
            {
                var low = Vector256.Load(dys);
                var high = Vector256.Load(dys + Vector);
                if (row == whole)
                {
                    low &= Lanes.Mask(rows - row);
                    high &= Lanes.Mask(rows - row - Vector);
                }
                sum0 = Vector256.FusedMultiplyAdd(Vector256.Load(xs), low, sum0);
                sum1 = Vector256.FusedMultiplyAdd(Vector256.Load(xs + Width), low, sum1);
                sum2 = Vector256.FusedMultiplyAdd(Vector256.Load(xs + 2 * Width), low, sum2);
                sum3 = Vector256.FusedMultiplyAdd(Vector256.Load(xs + 3 * Width), low, sum3);
                sum0 = Vector256.FusedMultiplyAdd(Vector256.Load(xs + Vector), high, sum0);
                sum1 = Vector256.FusedMultiplyAdd(Vector256.Load(xs + Width + Vector), high, sum1);
                sum2 = Vector256.FusedMultiplyAdd(Vector256.Load(xs + 2 * Width + Vector), high, sum2);
                sum3 = Vector256.FusedMultiplyAdd(Vector256.Load(xs + 3 * Width + Vector), high, sum3);
            }
            dw[(nint)i * outputs] = Lanes.Sum(sum0);
            dw[(nint)(i + 1) * outputs] = Lanes.Sum(sum1);
            dw[(nint)(i + 2) * outputs] = Lanes.Sum(sum2);
            dw[(nint)(i + 3) * outputs] = Lanes.Sum(sum3);
        }
        for (; i < inputs; i++)
        {
            dw[(nint)i * outputs] = Dot(x + (nint)i * Width, dy, inputs, outputs, rows);
        }
        *db = Dot(null, dy, inputs, outputs, rows);
    }

    // Without x: the sum of dy.
    private static float Dot(float* x, float* dy, int inputs, int outputs, int rows)
    {
        Vector256<float> sum = default;
        for (int row = 0; row < rows; row += Vector)
        {
            nint half = row % Width;
            var d = Vector256.Load(dy + (row - half) * outputs + half) & Lanes.Mask(rows - row);
            var factor = x == null ? Vector256<float>.One : Vector256.Load(x + (row - half) * inputs + half);
            sum = Vector256.FusedMultiplyAdd(factor, d, sum);
        }
        return Lanes.Sum(sum);
    }
}
