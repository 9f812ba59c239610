namespace Bellman.Neural.Kernels;

/// <summary>
/// Where the patches of a convolution lie in a channels-last picture, [height][width][channels]. A patch is some runs of neighbouring
/// numbers, one run per row of the window; the runs of every patch are equally far apart, so that a patch is known by its first number.
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
    public Patches(ImageShape image, Window window, int filters)
    {
        ImageLength = image.Length;
        Runs = window.Height;
        Run = window.Width * image.Channels;
        Jump = image.Width * image.Channels;
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
            Starts[i] = picture * ImageLength + window.Stride * (y * Jump + x * image.Channels);
        }
        Chunk = Math.Clamp(BytesPerChunk / (sizeof(float) * window.Stride * image.Channels), 48, MostPerChunk);
        Steps = new int[Length];
        for (int i = 0; i < Steps.Length; i++)
        {
            (int row, int column) = Math.DivRem(i, Run);
            Steps[i] = sizeof(float) * (row * Jump + column);
        }
    }

    /// <summary>Numbers in the picture.</summary>
    public int ImageLength { get; }

    /// <summary>Rows of the window.</summary>
    public int Runs { get; }

    /// <summary>Numbers in a row of the window.</summary>
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
