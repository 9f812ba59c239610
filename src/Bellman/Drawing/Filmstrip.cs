namespace Bellman.Drawing;

/// <summary>
/// Draws observations as a filmstrip: one row per observation, its planes side by side, every number a grey square.
/// </summary>
internal static class Filmstrip
{
    private const int Gap = 2, LeastSide = 84;

    /// <summary>Draws observations.</summary>
    /// <param name="observations">Each [channels x height x width], numbers from 0 (black) to 1 (white).</param>
    /// <param name="shape">Their form.</param>
    /// <exception cref="BellmanException">There is none, or the picture would be too large.</exception>
    public static Canvas Draw(IReadOnlyList<float[]> observations, ImageShape shape)
    {
        int scale = Math.Max(1, LeastSide / Math.Max(shape.Width, shape.Height)); // small planes are enlarged
        int across = shape.Width * scale + Gap, down = shape.Height * scale + Gap;
        var canvas = new Canvas(Gap + shape.Channels * across, Gap + observations.Count * down);
        canvas.Clear(Theme.Gold);
        for (int row = 0; row < observations.Count; row++)
        {
            for (int plane = 0; plane < shape.Channels; plane++)
            {
                ReadOnlySpan<float> numbers = observations[row].AsSpan(plane * shape.Height * shape.Width, shape.Height * shape.Width);
                Draw(canvas, Gap + plane * across, Gap + row * down, scale, numbers, shape.Width);
            }
        }
        return canvas;
    }

    private static void Draw(Canvas canvas, int left, int top, int scale, ReadOnlySpan<float> numbers, int width)
    {
        for (int i = 0; i < numbers.Length; i++)
        {
            byte grey = (byte)Math.Round(Math.Clamp(numbers[i], 0, 1) * 255);
            canvas.FillRectangle(left + i % width * scale, top + i / width * scale, scale, scale, new Color(grey, grey, grey));
        }
    }
}
