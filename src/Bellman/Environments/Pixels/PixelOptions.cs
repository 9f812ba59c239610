using System.Globalization;

namespace Bellman.Environments.Pixels;

/// <summary>What the maximum over two frames is taken of.</summary>
public enum MaxOver
{
    /// <summary>Of the colours, before grayscale (Mnih et al. 2015, Stable-Baselines3, CleanRL).</summary>
    Colours,

    /// <summary>Of the grey values, after grayscale (Dopamine, Gymnasium's AtariPreprocessing).</summary>
    Greys,
}

/// <summary>
/// Preprocessing of pixel observations. The stages, in order: fire and no-ops at reset, frame skip, maximum over the
/// last two frames, grayscale, crop around the agent, resize, crop, negative, frame difference, frame stack, k/255.
/// </summary>
/// <remarks>
/// Published variants: resizing to 84 x 84 is the default; <c>ResizeHeight = 110, CropTop = 18</c> resizes to 84 x 110
/// and keeps rows 18 to 102.
/// </remarks>
public sealed record PixelOptions
{
    private const int MostPixels = 4096, MostFrames = 64, MostNoOps = 1000, MostNumbers = 1 << 24;

    /// <summary>Observe the environment's screen instead of its observation vector.</summary>
    [Option("Observe the environment's screen instead of its observation vector.")]
    public bool On { get; init; }

    /// <summary>Frame width after preprocessing.</summary>
    [Option("Frame width after preprocessing.", Unit = "pixels", Source = "Mnih et al. 2015")]
    public int Width { get; init; } = 84;

    /// <summary>Frame height after preprocessing.</summary>
    [Option("Frame height after preprocessing.", Unit = "pixels", Source = "Mnih et al. 2015")]
    public int Height { get; init; } = 84;

    /// <summary>Frame stack: frames in one observation. At reset the first frame fills the stack.</summary>
    [Option("Frame stack: frames in one observation. At reset the first frame fills the stack.", Unit = "frames", Source = "Mnih et al. 2015")]
    public int Stack { get; init; } = 4;

    /// <summary>Invert the frame: a white background becomes 0.</summary>
    [Option("Invert the frame: a white background becomes 0.", Source = "Bellman")]
    public bool Negative { get; init; }

    /// <summary>Frame difference: each pixel is 128 plus half of its change since the frame before.</summary>
    [Option("Frame difference: each pixel is 128 plus half of its change since the frame before.", Source = "PyTorch tutorial")]
    public bool Difference { get; init; }

    /// <summary>
    /// Frame skip: repeat each action for this many frames. From 2 on, the observation is the maximum over the last
    /// two.
    /// </summary>
    [Option("Frame skip: repeat each action for this many frames. From 2 on, the observation is the maximum over the last two.",
        Unit = "frames", Source = "Bellman")]
    public int Repeat { get; init; } = 1;

    /// <summary>
    /// Maximum over the last two frames: of their colours (before grayscale) or of their greys (after it).
    /// </summary>
    [Option("Maximum over the last two frames: of their colours (before grayscale) or of their greys (after it).", Source = "Mnih et al. 2015")]
    public MaxOver Brighter { get; init; }

    /// <summary>No-op starts: at reset, do nothing for 1 to this many frames (noop_max); 0: none.</summary>
    [Option("No-op starts: at reset, do nothing for 1 to this many frames (noop_max); 0: none.", Unit = "frames", Source = "Bellman")]
    public int NoOps { get; init; }

    /// <summary>Fire at reset: press 'fire' once, for games that wait for it.</summary>
    [Option("Fire at reset: press 'fire' once, for games that wait for it.", Source = "Bellman")]
    public bool Fire { get; init; }

    /// <summary>Episodic life: a lost life stops the bootstrap. The episode and its score go on.</summary>
    [Option("Episodic life: a lost life stops the bootstrap. The episode and its score go on.", Source = "Mnih et al. 2015")]
    public bool LifeLoss { get; init; } = true;

    /// <summary>
    /// Render at this multiple of the frame size before downscaling; null: at the environment's own size.
    /// </summary>
    [Option("Render at this multiple of the frame size before downscaling; null: at the environment's own size.", Unit = "times", Source = "Bellman")]
    public int? Supersample { get; init; }

    /// <summary>Crop the screen to this fraction of its width, centred on the agent; null: the whole screen.</summary>
    [Option("Crop the screen to this fraction of its width, centred on the agent; null: the whole screen.", Source = "PyTorch tutorial")]
    public double? Follow { get; init; }

    /// <summary>Resize to this width before cropping; null: the frame width.</summary>
    [Option("Resize to this width before cropping; null: the frame width.", Unit = "pixels", Source = "Mnih et al. 2013")]
    public int? ResizeWidth { get; init; }

    /// <summary>Resize to this height before cropping; null: the frame height.</summary>
    [Option("Resize to this height before cropping; null: the frame height.", Unit = "pixels", Source = "Mnih et al. 2013")]
    public int? ResizeHeight { get; init; }

    /// <summary>Columns to cut off at the left.</summary>
    [Option("Columns to cut off at the left.", Unit = "pixels", Source = "Mnih et al. 2013")]
    public int CropLeft { get; init; }

    /// <summary>Rows to cut off at the top.</summary>
    [Option("Rows to cut off at the top.", Unit = "pixels", Source = "Mnih et al. 2013")]
    public int CropTop { get; init; }

    /// <summary>Checks every number.</summary>
    /// <exception cref="BellmanException">One is out of range, or options are set that have no effect.</exception>
    public void Validate()
    {
        if (!On && this != new PixelOptions())
        {
            throw new BellmanException(
                "Options of pixels are set, but the environment is seen through its numbers: set pixels.on to true, or leave them out.");
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
            throw new BellmanException(string.Create(CultureInfo.InvariantCulture, $"With pixels.supersample {Supersample} the environment would draw "
                + $"{drawn:0} pixels{(Follow is null ? "" : $", of which pixels.follow sees a share of {Follow}")}: they may be at most {MostNumbers}."));
        }
    }
}
