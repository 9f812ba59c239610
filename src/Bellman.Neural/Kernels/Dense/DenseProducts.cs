namespace Bellman.Neural.Kernels;

/// <summary>
/// The products of a dense layer that run along its panels, one panel after the other. Weights lie in
/// <see cref="WeightBlocks"/>.
/// </summary>
internal static unsafe class DenseProducts
{
    private const int Block = WeightBlocks.Width;

    // Outputs up to which two panels at once are quicker than one.
    private const int Narrow = 3;

    // Inputs after which sums go to memory: so long a piece of a panel and of a block of weights stay together in the second-level cache.
    private const int Chunk = 1024;

    // Inputs whose weights stay in the second-level cache from one panel to the next: whole tiles.
    private const int ChunkRows = 48;

    /// <summary>y = b + x W, then max(0, y) where <paramref name="relu"/>.</summary>
    public static void Forward(float* w, float* b, float* x, float* y, int inputs, int outputs, int panels, bool relu)
    {
        for (int o = 0; o < outputs; o += Block)
        {
            int width = Math.Min(Block, outputs - o);
            if (width <= Narrow)
            {
                ForwardNarrow(w + (nint)o * inputs, b + o, x, y + (nint)o * Panels.Width, inputs, outputs, width, panels, relu);
                continue;
            }
            for (int k = 0; k < inputs; k += Chunk)
            {
                int steps = Math.Min(Chunk, inputs - k);
                var product = new Product
                {
                    A = w + (nint)o * inputs + (nint)k * width, RowStride = 1, StepStride = width, Run = steps,
                    B = x + (nint)k * Panels.Width, C = y + (nint)o * Panels.Width, ResultStride = Panels.Width, Rows = width, Steps = steps,
                    Start = k == 0 ? b + o : null, Resumes = k > 0, Relu = relu && k + steps == inputs,
                };
                for (int panel = 0; panel < panels; panel++)
                {
                    product.Sixteen();
                    product.B += (nint)inputs * Panels.Width;
                    product.C += (nint)outputs * Panels.Width;
                }
            }
        }
    }

    private static void ForwardNarrow(float* w, float* b, float* x, float* y, int inputs, int outputs, int width, int panels, bool relu)
    {
        var product = new Product
        {
            A = w, RowStride = 1, StepStride = width, Run = inputs, B = x, C = y, ResultStride = Panels.Width,
            Rows = width, Steps = inputs, Start = b, Relu = relu,
        };
        nint nextB = (nint)inputs * Panels.Width, nextC = (nint)outputs * Panels.Width;
        int panel = 0;
        for (; panel + 2 <= panels; panel += 2, product.B += 2 * nextB, product.C += 2 * nextC)
        {
            NarrowTile.Run(in product, nextB, nextC);
        }
        if (panel < panels)
        {
            product.Sixteen();
        }
    }

    /// <summary>dx = dy W^T, and zero where x is given and not positive.</summary>
    public static void InputGradient(float* w, float* x, float* dy, float* dx, int inputs, int outputs, int panels)
    {
        int rest = outputs % Block;
        int whole = outputs - rest;
        if (whole > 0)
        {
            InputGradient(w, rest > 0 ? null : x, dy, dx, inputs, outputs, panels, 0, whole, Block);
        }
        if (rest > 0)
        {
            InputGradient(w, x, dy, dx, inputs, outputs, panels, whole, rest, rest);
        }
    }

    // The part that comes from some neighbouring blocks of equal width.
    private static void InputGradient(
        float* w, float* x, float* dy, float* dx, int inputs, int outputs, int panels, int first, int count, int width)
    {
        for (int i = 0; i < inputs; i += ChunkRows)
        {
            nint start = (nint)i * Panels.Width;
            var product = new Product
            {
                A = w + (nint)first * inputs + (nint)i * width, RowStride = width, StepStride = 1, Run = width, Jump = (nint)inputs * width,
                B = dy + (nint)first * Panels.Width, C = dx + start, ResultStride = Panels.Width,
                Rows = Math.Min(ChunkRows, inputs - i), Steps = count, Resumes = first > 0, Mask = x == null ? null : x + start,
            };
            for (int panel = 0; panel < panels; panel++)
            {
                product.Sixteen();
                product.B += (nint)outputs * Panels.Width;
                product.C += (nint)inputs * Panels.Width;
                product.Mask += x == null ? 0 : (nint)inputs * Panels.Width;
            }
        }
    }
}
