using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Bellman.Neural.Kernels;

/// <summary>
/// One row through a dense layer: y = b + x W, for acting. The vector dimension is the outputs; each output adds over the inputs in
/// order with fused multiply-adds, exactly as <see cref="Tile"/> does, so both give the same bits.
/// </summary>
internal static unsafe class RowProduct
{
    /// <param name="w">[inputs][outputs].</param>
    /// <param name="b">[outputs].</param>
    /// <param name="x">[inputs].</param>
    /// <param name="y">[outputs].</param>
    /// <param name="inputs">Length of the input row.</param>
    /// <param name="outputs">Length of the output row.</param>
    /// <param name="relu">Whether negative results become zero.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(float* w, float* b, float* x, float* y, int inputs, int outputs, bool relu)
    {
        int o = 0;
        for (; o + 32 <= outputs; o += 32)
        {
            var c0 = Vector256.Load(b + o);
            var c1 = Vector256.Load(b + o + 8);
            var c2 = Vector256.Load(b + o + 16);
            var c3 = Vector256.Load(b + o + 24);
            float* row = w + o;
            for (int i = 0; i < inputs; i++, row += outputs)
            {
                var xi = Vector256.Create(x[i]);
                c0 = Vector256.FusedMultiplyAdd(xi, Vector256.Load(row), c0);
                c1 = Vector256.FusedMultiplyAdd(xi, Vector256.Load(row + 8), c1);
                c2 = Vector256.FusedMultiplyAdd(xi, Vector256.Load(row + 16), c2);
                c3 = Vector256.FusedMultiplyAdd(xi, Vector256.Load(row + 24), c3);
            }
            Store(c0, y + o, relu);
            Store(c1, y + o + 8, relu);
            Store(c2, y + o + 16, relu);
            Store(c3, y + o + 24, relu);
        }
        for (; o + 8 <= outputs; o += 8)
        {
            var c0 = Vector256.Load(b + o);
            float* row = w + o;
            for (int i = 0; i < inputs; i++, row += outputs)
            {
                c0 = Vector256.FusedMultiplyAdd(Vector256.Create(x[i]), Vector256.Load(row), c0);
            }
            Store(c0, y + o, relu);
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
