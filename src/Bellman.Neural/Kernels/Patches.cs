namespace Bellman.Neural.Kernels;

/// <summary>
/// Where the patches of a convolution lie in a channels-last picture, [height][width][channels]. A patch is some runs of neighbouring
/// numbers, one run per row of the window; the runs of every patch are equally far apart, so that a patch is known by its first number.
/// </summary>
internal sealed class Patches
{
    /// <param name="image">The picture, padding included.</param>
    /// <param name="window">Its padding is not looked at.</param>
    public Patches(ImageShape image, Window window)
    {
        ImageLength = image.Length;
        Runs = window.Height;
        Run = window.Width * image.Channels;
        Jump = image.Width * image.Channels;
        ImageShape output = (window with { Padding = 0 }).Slide(1, image);
        Starts = new int[output.Height * output.Width];
        for (int i = 0; i < Starts.Length; i++)
        {
            Starts[i] = window.Stride * (i / output.Width * Jump + i % output.Width * image.Channels);
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

    /// <summary>Where each patch begins, row after row.</summary>
    public int[] Starts { get; }

    /// <summary>Patches in a picture.</summary>
    public int Count => Starts.Length;
}
