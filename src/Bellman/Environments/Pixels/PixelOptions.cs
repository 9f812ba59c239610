using System.Globalization;

namespace Bellman.Environments.Pixels;

/// <summary>Of which of two frames' numbers the brighter ones are seen.</summary>
public enum MaxOver
{
    /// <summary>Of red, green and blue, made grey afterwards (Mnih et al. 2015, Stable-Baselines3, CleanRL).</summary>
    Colours,

    /// <summary>Of the greys (ALE's grey screen: Dopamine, Gymnasium's AtariPreprocessing).</summary>
    Greys,
}

/// <summary>
/// How a world is seen through its screen. The stages, in order: fire and no-ops at reset, actions repeated, the brighter of the last two
/// frames, grey, the part that follows the action, resize, crop, negative, difference, stack, k/255.
/// </summary>
/// <remarks>
/// The published crops: 84 x 84 straight is the default; <c>ResizeHeight = 110, CropTop = 18</c> resizes to 84 x 110 and keeps rows 18 to 102.
/// </remarks>
public sealed record PixelOptions
{
    private const int MostPixels = 4096, MostFrames = 64, MostNoOps = 1000, MostNumbers = 1 << 24;

    /// <summary>Whether the world is seen through its screen.</summary>
    [Option("See the world through its screen instead of its numbers.")]
    public bool On { get; init; }

    /// <summary>Width of a frame.</summary>
    [Option("Width of what is seen.", Unit = "pixels", Source = "Mnih et al. 2015")]
    public int Width { get; init; } = 84;

    /// <summary>Height of a frame.</summary>
    [Option("Height of what is seen.", Unit = "pixels", Source = "Mnih et al. 2015")]
    public int Height { get; init; } = 84;

    /// <summary>Frames in an observation.</summary>
    [Option("Frames stacked in an observation; an episode's first fills all places.", Unit = "frames", Source = "Mnih et al. 2015")]
    public int Stack { get; init; } = 4;

    /// <summary>Whether the negative is seen.</summary>
    [Option("See the negative, light where the picture is dark: empty paper is 0.", Source = "Bellman")]
    public bool Negative { get; init; }

    /// <summary>Whether frames are differences.</summary>
    [Option("Frames show what changed: 128 where nothing did, at half the contrast.", Source = "PyTorch tutorial")]
    public bool Difference { get; init; }

    /// <summary>Frames for which an action is held.</summary>
    [Option("Frames that an action is held for; from two on, the brighter pixels of the last two are seen.", Unit = "frames", Source = "Bellman")]
    public int Repeat { get; init; } = 1;

    /// <summary>How two frames become one.</summary>
    [Option("The brighter of the last two frames: of their colours, or of their greys.", Source = "Mnih et al. 2015")]
    public MaxOver Brighter { get; init; }

    /// <summary>No-ops at reset.</summary>
    [Option("An episode begins with 1 to this many frames in which nothing is done; 0: none.", Unit = "frames", Source = "Bellman")]
    public int NoOps { get; init; }

    /// <summary>Fire at reset.</summary>
    [Option("An episode begins with the action 'fire', for games that wait for it.", Source = "Bellman")]
    public bool Fire { get; init; }

    /// <summary>Whether lost lives are told.</summary>
    [Option("A lost life ends what is learned from, while the episode and its score go on.", Source = "Mnih et al. 2015")]
    public bool LifeLoss { get; init; } = true;

    /// <summary>How large the world draws itself.</summary>
    [Option("The world draws itself this many times as large as needed; null: at its own size.", Unit = "times", Source = "Bellman")]
    public int? Supersample { get; init; }

    /// <summary>Share of the screen that follows the action.</summary>
    [Option("See only this share of the screen's width, centred where the action is; null: all of it.", Source = "PyTorch tutorial")]
    public double? Follow { get; init; }

    /// <summary>Width before cropping.</summary>
    [Option("Width to resize to before the crop; null: that of what is seen.", Unit = "pixels", Source = "Mnih et al. 2013")]
    public int? ResizeWidth { get; init; }

    /// <summary>Height before cropping.</summary>
    [Option("Height to resize to before the crop; null: that of what is seen.", Unit = "pixels", Source = "Mnih et al. 2013")]
    public int? ResizeHeight { get; init; }

    /// <summary>Columns cut off.</summary>
    [Option("Columns left of the crop.", Unit = "pixels", Source = "Mnih et al. 2013")]
    public int CropLeft { get; init; }

    /// <summary>Rows cut off.</summary>
    [Option("Rows above the crop.", Unit = "pixels", Source = "Mnih et al. 2013")]
    public int CropTop { get; init; }

    /// <summary>Checks every number.</summary>
    /// <exception cref="BellmanException">One is out of range, or options are set that have no effect.</exception>
    public void Validate()
    {
        if (!On && this != new PixelOptions())
        {
            throw new BellmanException(
                "Options of pixels are set, but the world is seen through its numbers: set pixels.on to true, or leave them out.");
        }
        OptionCheck.Within(Width, 1, MostPixels, "pixels.width");
        OptionCheck.Within(Height, 1, MostPixels, "pixels.height");
        OptionCheck.Within(Stack, 1, MostFrames, "pixels.stack");
        OptionCheck.Within(Repeat, 1, MostFrames, "pixels.repeat");
        OptionCheck.Within(NoOps, 0, MostNoOps, "pixels.noOps");
        OptionCheck.Within(Supersample ?? 1, 1, MostFrames, "pixels.supersample");
        OptionCheck.Within(Follow ?? 1, double.Epsilon, 1, "pixels.follow");
        OptionCheck.Within(ResizeWidth ?? 1, 1, MostPixels, "pixels.resizeWidth");
        OptionCheck.Within(ResizeHeight ?? 1, 1, MostPixels, "pixels.resizeHeight");
        OptionCheck.Within(CropLeft, 0, MostPixels, "pixels.cropLeft");
        OptionCheck.Within(CropTop, 0, MostPixels, "pixels.cropTop");
        long seen = (long)Width * Height * Stack;
        if (seen > MostNumbers)
        {
            throw new BellmanException($"An observation of {Stack} frames of {Width}x{Height} pixels has {seen} numbers: it may have at most {MostNumbers}.");
        }
        double times = Supersample ?? 1;
        double drawn = (ResizeWidth ?? Width) * times / (Follow ?? 1) * (ResizeHeight ?? Height) * times;
        if (Supersample is not null && drawn > MostNumbers)
        {
            throw new BellmanException(string.Create(CultureInfo.InvariantCulture, $"With pixels.supersample {Supersample} the world would draw "
                + $"{drawn:0} pixels{(Follow is null ? "" : $", of which pixels.follow sees a share of {Follow}")}: they may be at most {MostNumbers}."));
        }
    }
}
