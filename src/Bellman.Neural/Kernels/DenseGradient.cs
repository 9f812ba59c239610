using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Bellman.Neural.Kernels;

/// <summary>
/// The parameter gradient of a dense layer, dW = x^T dy and db = sum of dy over the rows, block by block of one to three vectors of
/// outputs. A block is turned into rows, so that the outputs become the vector dimension; the last few outputs that do not fill a vector
/// stay as they are.
/// </summary>
internal static unsafe class DenseGradient
{
    // Rows of which a block is turned at a time: 96 kB of stack at most.
    private const int ChunkRows = 1024;
    private const int Width = Panels.Width;
    private const int Vector = Width / 2;

    /// <summary>
    /// Writes dW, in <see cref="WeightBlocks"/>, and db behind it, for outputs from <paramref name="first"/>, which begins a block, to before
    /// <paramref name="end"/>.
    /// </summary>
    [SkipLocalsInit]
    public static void Run(float* x, float* dy, float* dw, int inputs, int outputs, int rows, int first, int end)
    {
        float* dyRows = stackalloc float[Math.Min(rows, ChunkRows) * WeightBlocks.Width + Width];
        dyRows = (float*)(((nuint)dyRows + 63) & ~(nuint)63);
        float* db = dw + (nint)inputs * outputs;
        for (int o = first; o < end;)
        {
            int block = o / WeightBlocks.Width * WeightBlocks.Width;
            int stride = Math.Min(WeightBlocks.Width, outputs - block);
            float* target = dw + (nint)block * inputs + (o - block);
            int width = Math.Min(WeightBlocks.Width, end - o) / Vector * Vector;
            if (width == 0)
            {
                Column(x, dy + (nint)o * Width, target, stride, db + o, inputs, outputs, rows);
                o++;
                continue;
            }
            for (int row = 0; row < rows; row += ChunkRows)
            {
                int n = Math.Min(ChunkRows, rows - row);
                TurnBlock(dy + (nint)o * Width + (nint)row * outputs, dyRows, outputs, n, width);
                Multiply(x + (nint)row * inputs, dyRows, target, stride, inputs, n, width, resumes: row > 0);
                SumRows(dyRows, db + o, n, width, resumes: row > 0);
            }
            o += width;
        }
    }

    private static void TurnBlock(float* dy, float* dyRows, int outputs, int rows, int width)
    {
        for (int row = 0; row < rows; row += Width)
        {
            Transpose.Block(dy + (nint)row * outputs, Width, dyRows + (nint)row * width, width, width, Math.Min(Width, rows - row));
        }
    }

    private static void Multiply(float* x, float* dyRows, float* dw, int stride, int inputs, int rows, int width, bool resumes)
    {
        var product = new Product
        {
            A = x, RowStride = Width, StepStride = 1, Run = Width, Jump = (nint)inputs * Width,
            B = dyRows, C = dw, ResultStride = stride, Rows = inputs, Steps = rows, Resumes = resumes,
        };
        switch (width / Vector)
        {
            case 1:
                product.Eight();
                break;
            case 2:
                product.Sixteen();
                break;
            default:
                product.TwentyFour();
                break;
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
            for (; row + 2 <= rows; row += 2, at += 2 * width)
            {
                even += Vector256.Load(at);
                odd += Vector256.Load(at + width);
            }
            if (row < rows)
            {
                even += Vector256.Load(at);
            }
            (even + odd).Store(db + column);
        }
    }

    // One output: its dot products over the rows, with eight inputs at a time.
    private static void Column(float* x, float* dy, float* dw, int stride, float* db, int inputs, int outputs, int rows)
    {
        int i = 0;
        for (; i + 8 <= inputs; i += 8)
        {
            Vector256<float> sum0 = default, sum1 = default, sum2 = default, sum3 = default;
            Vector256<float> sum4 = default, sum5 = default, sum6 = default, sum7 = default;
            float* xs = x + (nint)i * Width;
            float* dys = dy;
            for (int row = 0; row < rows; row += Vector)
            {
                var d = Vector256.Load(dys);
                if (row + Vector > rows)
                {
                    d &= Lanes.Mask(rows - row);
                }
                sum0 = Vector256.FusedMultiplyAdd(d, Vector256.Load(xs), sum0);
                sum1 = Vector256.FusedMultiplyAdd(d, Vector256.Load(xs + Width), sum1);
                sum2 = Vector256.FusedMultiplyAdd(d, Vector256.Load(xs + 2 * Width), sum2);
                sum3 = Vector256.FusedMultiplyAdd(d, Vector256.Load(xs + 3 * Width), sum3);
                sum4 = Vector256.FusedMultiplyAdd(d, Vector256.Load(xs + 4 * Width), sum4);
                sum5 = Vector256.FusedMultiplyAdd(d, Vector256.Load(xs + 5 * Width), sum5);
                sum6 = Vector256.FusedMultiplyAdd(d, Vector256.Load(xs + 6 * Width), sum6);
                sum7 = Vector256.FusedMultiplyAdd(d, Vector256.Load(xs + 7 * Width), sum7);
                // The second half of a panel is beside the first; the next panel is a panel away.
                bool isFirstHalf = row % Width == 0;
                xs += isFirstHalf ? Vector : (nint)inputs * Width - Vector;
                dys += isFirstHalf ? Vector : (nint)outputs * Width - Vector;
            }
            var sums = Lanes.Sums(sum0, sum1, sum2, sum3, sum4, sum5, sum6, sum7);
            float* target = dw + (nint)i * stride;
            for (int lane = 0; lane < 8; lane++)
            {
                target[lane * stride] = sums[lane];
            }
        }
        for (; i < inputs; i++)
        {
            dw[(nint)i * stride] = Dot(x + (nint)i * Width, dy, inputs, outputs, rows);
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
