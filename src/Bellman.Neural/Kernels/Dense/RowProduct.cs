using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Bellman.Neural.Kernels;

/// <summary>
/// One row through a dense layer: y = b + x W, for acting. The vector dimension is the outputs; each output adds over
/// the inputs in order with fused multiply-adds, exactly as <see cref="Tile"/> does, so both give the same bits.
/// </summary>
internal static unsafe class RowProduct
{
    /// <param name="w">Weights in <see cref="WeightBlocks"/>.</param>
    /// <param name="b">[outputs].</param>
    /// <param name="x">[inputs].</param>
    /// <param name="y">[outputs].</param>
    /// <param name="inputs">Length of the input row.</param>
    /// <param name="outputs">Length of the output row.</param>
    /// <param name="relu">Whether negative results become zero.</param>
    public static void Run(float* w, float* b, float* x, float* y, int inputs, int outputs, bool relu)
    {
        const int pair = 2 * WeightBlocks.Width;
        for (; outputs >= pair; outputs -= pair, w += (nint)pair * inputs, b += pair, y += pair)
        {
            TwoBlocks(w, b, x, y, inputs, relu);
        }
        int last = Math.Min(outputs, WeightBlocks.Width);
        OneBlock(w, b, x, y, inputs, last, relu);
        if (outputs > last)
        {
            OneBlock(w + (nint)last * inputs, b + last, x, y + last, inputs, outputs - last, relu);
        }
    }

    // Two blocks side by side: one alone has too few sums to keep the multipliers busy.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void TwoBlocks(float* w, float* b, float* x, float* y, int inputs, bool relu)
    {
        var c0 = Vector256.Load(b);
        var c1 = Vector256.Load(b + 8);
        var c2 = Vector256.Load(b + 16);
        var c3 = Vector256.Load(b + 24);
        var c4 = Vector256.Load(b + 32);
        var c5 = Vector256.Load(b + 40);
        float* second = w + (nint)WeightBlocks.Width * inputs;
        for (float* end = x + inputs; x < end; x++, w += WeightBlocks.Width, second += WeightBlocks.Width)
        {
            var xi = Vector256.Create(*x);
            c0 = Vector256.FusedMultiplyAdd(xi, Vector256.Load(w), c0);
            c1 = Vector256.FusedMultiplyAdd(xi, Vector256.Load(w + 8), c1);
            c2 = Vector256.FusedMultiplyAdd(xi, Vector256.Load(w + 16), c2);
            c3 = Vector256.FusedMultiplyAdd(xi, Vector256.Load(second), c3);
            c4 = Vector256.FusedMultiplyAdd(xi, Vector256.Load(second + 8), c4);
            c5 = Vector256.FusedMultiplyAdd(xi, Vector256.Load(second + 16), c5);
        }
        Store(c0, y, relu);
        Store(c1, y + 8, relu);
        Store(c2, y + 16, relu);
        Store(c3, y + 24, relu);
        Store(c4, y + 32, relu);
        Store(c5, y + 40, relu);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void OneBlock(float* w, float* b, float* x, float* y, int inputs, int outputs, bool relu)
    {
        int o = 0;
        if (outputs == WeightBlocks.Width)
        {
            var c0 = Vector256.Load(b);
            var c1 = Vector256.Load(b + 8);
            var c2 = Vector256.Load(b + 16);
            for (int i = 0; i < inputs; i++, w += WeightBlocks.Width)
            {
                var xi = Vector256.Create(x[i]);
                c0 = Vector256.FusedMultiplyAdd(xi, Vector256.Load(w), c0);
                c1 = Vector256.FusedMultiplyAdd(xi, Vector256.Load(w + 8), c1);
                c2 = Vector256.FusedMultiplyAdd(xi, Vector256.Load(w + 16), c2);
            }
            Store(c0, y, relu);
            Store(c1, y + 8, relu);
            Store(c2, y + 16, relu);
            return;
        }
        if (o + 16 <= outputs)
        {
            var c0 = Vector256.Load(b + o);
            var c1 = Vector256.Load(b + o + 8);
            float* row = w + o;
            for (int i = 0; i < inputs; i++, row += outputs)
            {
                var xi = Vector256.Create(x[i]);
                c0 = Vector256.FusedMultiplyAdd(xi, Vector256.Load(row), c0);
                c1 = Vector256.FusedMultiplyAdd(xi, Vector256.Load(row + 8), c1);
            }
            Store(c0, y + o, relu);
            Store(c1, y + o + 8, relu);
            o += 16;
        }
        if (o + 8 <= outputs)
        {
            var c0 = Vector256.Load(b + o);
            float* row = w + o;
            for (int i = 0; i < inputs; i++, row += outputs)
            {
                c0 = Vector256.FusedMultiplyAdd(Vector256.Create(x[i]), Vector256.Load(row), c0);
            }
            Store(c0, y + o, relu);
            o += 8;
        }
        for (; o < outputs; o++)
        {
            float c0 = b[o];
            float* row = w + o;
            for (int i = 0; i < inputs; i++, row += outputs)
            {
                c0 = MathF.FusedMultiplyAdd(x[i], *row, c0);
            }
            y[o] = relu && c0 < 0 ? 0 : c0;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(Vector256<float> c, float* y, bool relu) => (relu ? Tile.Rectify(c) : c).Store(y);
}
