namespace Bellman.Tests.Environments.Pixels;

/// <summary>Pictures that OpenCV's results in Golden belong to: each can be made again from its name.</summary>
internal static class Pictures
{
    public static byte[] Make(string name, int width, int height, int channels = 1) => name == "noise"
        ? Noise(width * height * channels)
        : [.. from y in Enumerable.Range(0, height) from x in Enumerable.Range(0, width) select Tile(x, y, width, height)];

    /// <summary>Rows of a table of OpenCV 4.6.0's results (Debian's python3-opencv), the heading left out.</summary>
    public static IEnumerable<string[]> Table(string name)
    {
        using Stream file = typeof(Pictures).Assembly.GetManifestResourceStream($"Golden.{name}.csv")!;
        using var reader = new StreamReader(file);
        return [.. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(line => line.Split(','))];
    }

    /// <summary>The upper bytes of a linear congruential generator that begins at 1.</summary>
    private static byte[] Noise(int length)
    {
        var bytes = new byte[length];
        uint state = 1;
        for (int i = 0; i < length; i++)
        {
            state = unchecked(state * 1664525 + 1013904223);
            bytes[i] = (byte)(state >> 24);
        }
        return bytes;
    }

    /// <summary>A chequered pattern of squares of 8 pixels, half of them brighter to the right, half of them darker downwards.</summary>
    private static byte Tile(int x, int y, int width, int height)
        => (byte)((x / 8 + y / 8) % 2 != 0 ? x * 255 / width : 255 - y * 255 / height);
}
