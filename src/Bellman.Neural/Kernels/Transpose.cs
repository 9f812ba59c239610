using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Bellman.Neural.Kernels;

/// <summary>Moves a block of numbers so that its rows become its columns.</summary>
internal static unsafe class Transpose
{
    /// <summary>target[c * targetStride + r] = source[r * sourceStride + c] for all r below rows and c below columns.</summary>
    public static void Block(float* source, int sourceStride, float* target, int targetStride, int rows, int columns)
    {
        int r = 0;
        if (Sse.IsSupported)
        {
            for (; r + 4 <= rows; r += 4)
            {
                float* from = source + (nint)r * sourceStride;
                int c = 0;
                for (; c + 4 <= columns; c += 4)
                {
                    FourByFour(from + c, sourceStride, target + (nint)c * targetStride + r, targetStride);
                }
                Scalar(from + c, sourceStride, target + (nint)c * targetStride + r, targetStride, 4, columns - c);
            }
        }
        Scalar(source + (nint)r * sourceStride, sourceStride, target + r, targetStride, rows - r, columns);
    }

    private static void Scalar(float* source, int sourceStride, float* target, int targetStride, int rows, int columns)
    {
        for (int r = 0; r < rows; r++)
        {
            for (int c = 0; c < columns; c++)
            {
                target[(nint)c * targetStride + r] = source[(nint)r * sourceStride + c];
            }
        }
    }

    private static void FourByFour(float* source, nint sourceStride, float* target, nint targetStride)
    {
        var a = Vector128.Load(source);
        var b = Vector128.Load(source + sourceStride);
        var c = Vector128.Load(source + 2 * sourceStride);
        var d = Vector128.Load(source + 3 * sourceStride);
        var abLow = Sse.UnpackLow(a, b);
        var abHigh = Sse.UnpackHigh(a, b);
        var cdLow = Sse.UnpackLow(c, d);
        var cdHigh = Sse.UnpackHigh(c, d);
        Sse.MoveLowToHigh(abLow, cdLow).Store(target);
        Sse.MoveHighToLow(cdLow, abLow).Store(target + targetStride);
        Sse.MoveLowToHigh(abHigh, cdHigh).Store(target + 2 * targetStride);
        Sse.MoveHighToLow(cdHigh, abHigh).Store(target + 3 * targetStride);
    }
}
