namespace Bellman.Neural.Kernels;

/// <summary>
/// Where the patches of a convolution lie in a picture, [height][width][channels] or [channels][height][width]. Every
/// patch looks the same from where it begins: its numbers, in the order [window height][window width][channels], are a
/// list of distances. In a channels-last picture a row of the window is a run of neighbouring numbers.
/// </summary>
internal sealed class Patches
{
    // A group's pictures stay in the second-level cache while one block of filters after the other goes through them. Two hundred patches are
    // whole tiles, or nearly, for all three layers of the Nature network.
    private const int PatchesPerGroup = 200;

    // Neighbouring patches lie a power of two apart, more often than not, and then meet in a few sets of the first-level cache.
    private const int BytesPerChunk = 12 * 1024;

    /// <summary>The longest chunk.</summary>
    public const int MostPerChunk = 192;

    /// <param name="image">The picture, padding included.</param>
    /// <param name="window">Without padding.</param>
    /// <param name="filters">Numbers that come out for every patch.</param>
    /// <param name="isChannelsFirst">Whether the picture is planes, one after the other.</param>
    public Patches(ImageShape image, ConvolutionWindow window, int filters, bool isChannelsFirst)
    {
        ImageLength = image.Length;
        Runs = window.Height;
        Run = window.Width * image.Channels;
        Jump = image.Width * image.Channels;
        (int perPixel, int perChannel) = isChannelsFirst ? (1, image.Height * image.Width) : (image.Channels, 1);
        ImageShape output = window.Slide(1, image);
        Count = output.Height * output.Width;
        Group = Math.Max(1, PatchesPerGroup / Count);
        Starts = new int[Group * Count];
        Rows = new int[Starts.Length];
        for (int i = 0; i < Starts.Length; i++)
        {
            (int picture, int place) = Math.DivRem(i, Count);
            (int y, int x) = Math.DivRem(place, output.Width);
            Rows[i] = i * filters;
            Starts[i] = picture * ImageLength + window.Stride * (y * image.Width + x) * perPixel;
        }
        Chunk = Math.Clamp(BytesPerChunk / (sizeof(float) * window.Stride * image.Channels), 48, MostPerChunk);
        Steps = new int[Length];
        for (int i = 0; i < Steps.Length; i++)
        {
            (int pixel, int channel) = Math.DivRem(i, image.Channels);
            (int row, int column) = Math.DivRem(pixel, window.Width);
            Steps[i] = sizeof(float) * ((row * image.Width + column) * perPixel + channel * perChannel);
        }
    }

    /// <summary>Numbers in the picture.</summary>
    public int ImageLength { get; }

    /// <summary>Rows of the window.</summary>
    public int Runs { get; }

    /// <summary>Numbers in a row of the window, neighbours in a channels-last picture.</summary>
    public int Run { get; }

    /// <summary>Numbers from the beginning of one run to the beginning of the next.</summary>
    public int Jump { get; }

    /// <summary>Numbers in a patch.</summary>
    public int Length => Runs * Run;

    /// <summary>Patches in a picture.</summary>
    public int Count { get; }

    /// <summary>Pictures that are gone through together.</summary>
    public int Group { get; }

    /// <summary>Patches whose gradient is summed in registers before it goes to memory.</summary>
    public int Chunk { get; }

    /// <summary>Where each patch of a group of pictures begins, picture after picture and row after row.</summary>
    public int[] Starts { get; }

    /// <summary>Where what comes out for each patch of a group of pictures begins.</summary>
    public int[] Rows { get; }

    /// <summary>Bytes from the beginning of a patch to each of its numbers.</summary>
    public int[] Steps { get; }
}
