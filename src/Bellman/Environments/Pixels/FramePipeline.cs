namespace Bellman.Environments.Pixels;

/// <summary>
/// The preprocessing of one frame: renders the screen and applies the stages. Stateless between steps.
/// </summary>
internal sealed class FramePipeline
{
    private readonly IScreen _screen;
    private readonly IGrayscaleSource _source;
    private readonly Crop? _view;     // what follows the action
    private readonly bool _negative;
    private readonly List<(IStage Stage, byte[] Result)> _stages = [];

    public FramePipeline(IScreen screen, PixelOptions options)
    {
        _screen = screen;
        _negative = options.Negative;
        (int width, int height) = (options.ResizeWidth ?? options.Width, options.ResizeHeight ?? options.Height);
        double share = options.Follow ?? 1;
        _source = options.Supersample is { } times ? new CanvasGrayscale(screen, (int)Math.Round(width * times / share), height * times, options)
            : screen is IPaletteScreen few ? new PaletteGrayscale(few, options)
            : new CanvasGrayscale(screen, screen.Width, screen.Height, options);
        ImageShape shape = _source.Output;
        if (options.Follow is not null)
        {
            _view = new Crop(shape.Width, shape.Height, 0, 0, Math.Max((int)Math.Round(shape.Width * share), 1), shape.Height);
            shape = _view.Output;
            _stages.Add((_view, new byte[shape.Length]));
        }
        if ((shape.Width, shape.Height) != (width, height))
        {
            shape = Add(new Resize(shape.Width, shape.Height, width, height));
        }
        if ((options.CropLeft, options.CropTop, width, height) != (0, 0, options.Width, options.Height))
        {
            shape = Add(new Crop(width, height, options.CropLeft, options.CropTop, options.Width, options.Height));
        }
        Length = shape.Length;
    }

    /// <summary>Bytes in a frame.</summary>
    public int Length { get; }

    /// <inheritdoc cref="IGrayscaleSource.KeepPrevious"/>
    public void KeepPrevious() => _source.KeepPrevious();

    /// <summary>The present frame, [<see cref="Length"/>]; valid until the next call.</summary>
    /// <param name="blend">Whether to take the maximum with the frame kept before.</param>
    public ReadOnlySpan<byte> Capture(bool blend)
    {
        byte[] picture = _source.Capture(blend);
        foreach ((IStage stage, byte[] result) in _stages)
        {
            if (stage == _view)
            {
                _view.Cut(picture, ViewLeft(), result);
            }
            else
            {
                stage.Apply(picture, result);
            }
            picture = result;
        }
        if (_negative)
        {
            PixelMath.Negative(picture);
        }
        return picture;
    }

    private ImageShape Add(IStage stage)
    {
        _stages.Add((stage, new byte[stage.Output.Length]));
        return stage.Output;
    }

    /// <summary>The view's left edge, to a whole pixel; at the screen's edges it stays inside.</summary>
    private int ViewLeft()
    {
        (int width, int height) = (_source.Output.Width, _source.Output.Height);
        double scale = Math.Min((double)width / _screen.Width, (double)height / _screen.Height);
        double focus = width / 2.0 + (_screen.Focus - 0.5) * _screen.Width * scale;
        return (int)Math.Clamp(Math.Round(focus - _view!.Output.Width / 2.0), 0, width - _view.Output.Width);
    }
}
