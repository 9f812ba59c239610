using Bellman.Neural.Layers;

namespace Bellman.Neural;

/// <summary>The window of a convolution: kernel size, stride and padding.</summary>
/// <param name="Height">Rows of a patch.</param>
/// <param name="Width">Columns of a patch.</param>
/// <param name="Stride">Stride: rows and columns from one patch to the next.</param>
/// <param name="Padding">Rows and columns of zeros around the picture, on every side.</param>
internal readonly record struct ConvolutionWindow(int Height, int Width, int Stride = 1, int Padding = 0)
{
    /// <summary>The output shape of a convolution with this window.</summary>
    /// <param name="filters">Output channels.</param>
    /// <param name="image">The input shape.</param>
    /// <exception cref="BellmanException">
    /// The picture is smaller than the window, or a size is invalid or too large.
    /// </exception>
    public ImageShape Slide(int filters, ImageShape image)
    {
        if (Height < 1 || Width < 1 || Stride < 1 || Padding < 0)
        {
            throw new BellmanException($"A convolution cannot have the window '{this}': sizes and stride are at least 1, padding at least 0.");
        }
        long height = image.Height + 2L * Padding - Height, width = image.Width + 2L * Padding - Width;
        return height >= 0 && width >= 0
            ? Shape.Picture(new(filters, (int)Math.Min(int.MaxValue, height / Stride + 1), (int)Math.Min(int.MaxValue, width / Stride + 1)))
            : throw new BellmanException(
                $"A window of {Height}x{Width} does not fit a picture of {image.Height}x{image.Width}: make the picture larger, the window smaller, or pad.");
    }

    /// <summary>Such as <c>8x8 stride 4</c>.</summary>
    public override string ToString()
        => $"{Height}x{Width}" + (Stride == 1 ? "" : $" stride {Stride}") + (Padding == 0 ? "" : $" pad {Padding}");
}
