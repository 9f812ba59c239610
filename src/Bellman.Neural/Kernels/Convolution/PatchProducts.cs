using System.Buffers;
using System.Runtime.Intrinsics.X86;

namespace Bellman.Neural.Kernels;

/// <summary>
/// The products of a convolution that run along its pictures, without ever building the matrix of patches. Weights lie
/// in blocks of sixteen filters, each block [patch][filters of the block]; pictures are channels-last.
/// </summary>
internal static unsafe class PatchProducts
{
    private const int Block = PatchTile.Width;
    private const int LargePicture = 8192; // numbers: what fills the first-level cache

    /// <summary>y = b + patch W for every patch, then max(0, y) where <paramref name="relu"/>.</summary>
    public static void Forward(Patches patches, float* w, float* b, float* x, float* y, int filters, int images, bool relu)
    {
        int rest = filters % Block;
        float[] padded = ArrayPool<float>.Shared.Rent(rest > 0 ? (patches.Length + 1) * Block : 0);
        fixed (float* narrow = padded)
        fixed (int* steps = patches.Steps, starts = patches.Starts, rows = patches.Rows)
        {
            if (rest > 0)
            {
                int whole = filters - rest;
                PadBlock(w + (nint)whole * patches.Length, b + whole, narrow, patches.Length, rest);
            }
            bool isLarge = Sse.IsSupported && patches.ImageLength >= LargePicture;
            for (int image = 0; image < images; image += patches.Group)
            {
                int n = Math.Min(patches.Group, images - image);
                for (int f = 0; f < filters; f += Block)
                {
                    bool isNarrow = filters - f < Block;
                    var tile = new PatchTile
                    {
                        B = isNarrow ? narrow : w + (nint)f * patches.Length,
                        Bias = isNarrow ? narrow + (nint)patches.Length * Block : b + f,
                        Steps = steps, Count = patches.Length, Relu = relu, Columns = Math.Min(Block, filters - f),
                    };
                    // The first block of filters to see a group asks for the next group's numbers, a few lines with each tile.
                    if (f == 0 && isLarge && image + n < images)
                    {
                        tile.Ahead = x + (nint)(image + n) * patches.ImageLength;
                        tile.AheadPerTile = patches.ImageLength / patches.Count * PatchTile.MostRows;
                    }
                    float* from = x + (nint)image * patches.ImageLength, to = y + (nint)image * patches.Count * filters + f;
                    tile.Compute(from, starts, to, rows, n * patches.Count);
                }
            }
        }
        ArrayPool<float>.Shared.Return(padded);
    }

    /// <summary>dx = the sum, over the patches that a number belongs to, of dy W^T.</summary>
    public static void InputGradient(Patches patches, float* w, float* dy, float* dx, int filters, int images)
    {
        int blocks = patches.Runs * ((patches.Run + Block - 1) / Block);
        float[] rented = ArrayPool<float>.Shared.Rent(blocks * filters * Block);
        int* steps = stackalloc int[filters];
        for (int f = 0; f < filters; f++)
        {
            steps[f] = f * sizeof(float);
        }
        fixed (float* turned = rented)
        fixed (int* starts = patches.Starts, rows = patches.Rows)
        {
            Turn(patches, w, turned, filters);
            new Span<float>(dx, images * patches.ImageLength).Clear();
            for (int image = 0; image < images; image += patches.Group)
            {
                int n = Math.Min(patches.Group, images - image);
                float* from = dy + (nint)image * patches.Count * filters, to = dx + (nint)image * patches.ImageLength, block = turned;
                for (int run = 0; run < patches.Runs; run++)
                {
                    for (int k = 0; k < patches.Run; k += Block, block += filters * Block)
                    {
                        var tile = new PatchTile
                        {
                            B = block, Steps = steps, Count = filters, Adds = true, Columns = Math.Min(Block, patches.Run - k),
                        };
                        tile.Compute(from, rows, to + (nint)run * patches.Jump + k, starts, n * patches.Count);
                    }
                }
            }
        }
        ArrayPool<float>.Shared.Return(rented);
    }

    // A block of fewer than sixteen filters, and its biases behind it, with zeros beside them.
    private static void PadBlock(float* w, float* b, float* padded, int length, int filters)
    {
        new Span<float>(padded, (length + 1) * Block).Clear();
        for (int k = 0; k <= length; k++)
        {
            new ReadOnlySpan<float>(k < length ? w + k * filters : b, filters).CopyTo(new(padded + k * Block, Block));
        }
    }

    // W^T in blocks of sixteen numbers of a run, each [filters][16], the last of a run with zeros.
    private static void Turn(Patches patches, float* w, float* turned, int filters)
    {
        for (int run = 0; run < patches.Runs; run++)
        {
            for (int k = 0; k < patches.Run; k += Block, turned += filters * Block)
            {
                int n = Math.Min(Block, patches.Run - k);
                if (n < Block)
                {
                    new Span<float>(turned, filters * Block).Clear();
                }
                for (int f = 0; f < filters; f += Block)
                {
                    int width = Math.Min(Block, filters - f);
                    float* from = w + (nint)f * patches.Length + (nint)(run * patches.Run + k) * width;
                    Transpose.Block(from, width, turned + f * Block, Block, n, width);
                }
            }
        }
    }
}
