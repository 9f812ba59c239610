namespace Bellman.Drawing;

/// <summary>A picture in memory: red, green and blue bytes, row after row.</summary>
public sealed class Canvas(int width, int height)
{
    /// <summary>Pixels in a row.</summary>
    public int Width { get; } = width;

    /// <summary>Rows.</summary>
    public int Height { get; } = height;

    /// <summary>The pixels, [height x width x 3].</summary>
    public byte[] Rgb { get; } = new byte[width * height * 3];
}
