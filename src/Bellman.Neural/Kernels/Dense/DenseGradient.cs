using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Bellman.Neural.Kernels;

/// <summary>
/// The parameter gradient of a dense layer, dW = x^T dy and db = sum of dy over the rows, block by block of one to
/// three vectors of outputs. A block is turned into rows, so that the outputs become the vector dimension; the last few
/// outputs that do not fill a vector stay as they are.
/// </summary>
internal static unsafe class DenseGradient
{
    // Rows of which a block is turned at a time: 96 kB of stack at most.
    private const int ChunkRows = 1024;
    private const int Width = Panels.Width;
    private const int Vector = Width / 2;

    /// <summary>
    /// Writes dW, in <see cref="WeightBlocks"/>, and db behind it, for outputs from <paramref name="first"/>, which
    /// begins a block, to before <paramref name="end"/>.
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
                if (end - o > 1)
                {
                    TwoColumns(x, dy + (nint)o * Width, target, stride, db + o, inputs, outputs, rows);
                }
                else if ((o - block) % Vector > 0)
                {
                    // Its neighbour's sums once more: quicker than one output alone.
                    TwoColumns(x, dy + (nint)(o - 1) * Width, target - 1, stride, db + o - 1, inputs, outputs, rows);
                }
                else
                {
                    Column(x, dy + (nint)o * Width, target, stride, db + o, inputs, outputs, rows);
                }
                o += 2;
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

    // Even and odd rows apart, and a whole block at once: sums that wait for one another take as long as the product itself.
    private static void SumRows(float* dyRows, float* db, int rows, int width, bool resumes)
    {
        // A narrower block adds its last vector again rather than branching.
        int second = width > Vector ? Vector : 0, third = width > 2 * Vector ? 2 * Vector : second;
        Vector256<float> even0 = default, even1 = default, even2 = default, odd0 = default, odd1 = default, odd2 = default;
        if (resumes)
        {
            (even0, even1, even2) = (Vector256.Load(db), Vector256.Load(db + second), Vector256.Load(db + third));
        }
        int row = 0;
        for (; row + 2 <= rows; row += 2, dyRows += 2 * width)
        {
            even0 += Vector256.Load(dyRows);
            even1 += Vector256.Load(dyRows + second);
            even2 += Vector256.Load(dyRows + third);
            odd0 += Vector256.Load(dyRows + width);
            odd1 += Vector256.Load(dyRows + width + second);
            odd2 += Vector256.Load(dyRows + width + third);
        }
        if (row < rows)
        {
            even0 += Vector256.Load(dyRows);
            even1 += Vector256.Load(dyRows + second);
            even2 += Vector256.Load(dyRows + third);
        }
        (even0 + odd0).Store(db);
        (even1 + odd1).Store(db + second);
        (even2 + odd2).Store(db + third);
    }

    // Two outputs: their dot products over the rows, with four inputs at a time.
    private static void TwoColumns(float* x, float* dy, float* dw, int stride, float* db, int inputs, int outputs, int rows)
    {
        nint nextX = (nint)inputs * Width - Vector, nextDy = (nint)outputs * Width - Vector;
        int i = 0;
        for (; i + 4 <= inputs; i += 4, dw += 4 * (nint)stride)
        {
            Vector256<float> a0 = default, a1 = default, a2 = default, a3 = default;
            Vector256<float> b0 = default, b1 = default, b2 = default, b3 = default;
            float* xs = x + (nint)i * Width;
            float* dys = dy;
            for (int row = 0; row < rows; row += Vector)
            {
                var a = Vector256.Load(dys);
                var b = Vector256.Load(dys + Width);
                if (row + Vector > rows)
                {
                    a &= VectorSums.Mask(rows - row);
                    b &= VectorSums.Mask(rows - row);
                }
                var value = Vector256.Load(xs);
                a0 = Vector256.FusedMultiplyAdd(a, value, a0);
                b0 = Vector256.FusedMultiplyAdd(b, value, b0);
                value = Vector256.Load(xs + Width);
                a1 = Vector256.FusedMultiplyAdd(a, value, a1);
                b1 = Vector256.FusedMultiplyAdd(b, value, b1);
                value = Vector256.Load(xs + 2 * Width);
                a2 = Vector256.FusedMultiplyAdd(a, value, a2);
                b2 = Vector256.FusedMultiplyAdd(b, value, b2);
                value = Vector256.Load(xs + 3 * Width);
                a3 = Vector256.FusedMultiplyAdd(a, value, a3);
                b3 = Vector256.FusedMultiplyAdd(b, value, b3);
                // The second half of a panel is beside the first; the next panel is a panel away.
                bool isFirstHalf = row % Width == 0;
                xs += isFirstHalf ? Vector : nextX;
                dys += isFirstHalf ? Vector : nextDy;
            }
            var sums = VectorSums.Sums(a0, b0, a1, b1, a2, b2, a3, b3).AsDouble();
            Unsafe.WriteUnaligned(dw, sums.GetElement(0));
            Unsafe.WriteUnaligned(dw + stride, sums.GetElement(1));
            Unsafe.WriteUnaligned(dw + 2 * (nint)stride, sums.GetElement(2));
            Unsafe.WriteUnaligned(dw + 3 * (nint)stride, sums.GetElement(3));
        }
        for (; i < inputs; i++, dw += stride)
        {
            dw[0] = Dot(x + (nint)i * Width, dy, inputs, outputs, rows);
            dw[1] = Dot(x + (nint)i * Width, dy + Width, inputs, outputs, rows);
        }
        db[0] = Dot(null, dy, inputs, outputs, rows);
        db[1] = Dot(null, dy + Width, inputs, outputs, rows);
    }

    // One output.
    private static void Column(float* x, float* dy, float* dw, int stride, float* db, int inputs, int outputs, int rows)
    {
        for (int i = 0; i < inputs; i++)
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
            var d = Vector256.Load(dy + (row - half) * outputs + half) & VectorSums.Mask(rows - row);
            var factor = x == null ? Vector256<float>.One : Vector256.Load(x + (row - half) * inputs + half);
            sum = Vector256.FusedMultiplyAdd(factor, d, sum);
        }
        return VectorSums.Sum(sum);
    }
}
