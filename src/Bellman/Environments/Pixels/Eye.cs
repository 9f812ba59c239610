using Bellman.Drawing;

namespace Bellman.Environments.Pixels;

/// <summary>Looks at a screen: draws it and passes the picture through the stages. Remembers nothing from one step to the next.</summary>
internal sealed class Eye
{
    private readonly IScreen _screen;
    private readonly Canvas _canvas;
    private readonly byte[] _glimpse; // the last frame but one, its colours or its greys; empty where nobody asks for it
    private readonly bool _greysBlend;
    private readonly Grey _grey;
    private readonly byte[] _greyPicture;
    private readonly Crop? _view;     // what follows the action
    private readonly bool _negative;
    private readonly List<(IStage Stage, byte[] Result)> _stages = [];

    public Eye(IScreen screen, PixelOptions options)
    {
        _screen = screen;
        _negative = options.Negative;
        (int width, int height) = (options.ResizeWidth ?? options.Width, options.ResizeHeight ?? options.Height);
        double share = options.Follow ?? 1;
        _canvas = options.Supersample is { } times
            ? new Canvas((int)Math.Round(width * times / share), height * times)
            : new Canvas(screen.Width, screen.Height);
        _grey = new Grey(_canvas.Width, _canvas.Height);
        _greysBlend = options.Brighter == Brighter.Greys;
        _glimpse = new byte[options.Repeat == 1 ? 0 : _greysBlend ? _grey.Output.Length : _canvas.Rgb.Length];
        _greyPicture = new byte[_grey.Output.Length];
        ImageShape shape = _grey.Output;
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

    /// <summary>Keeps what the screen shows now, to be blended with the next frame.</summary>
    public void Glimpse()
    {
        _screen.Draw(_canvas);
        if (_greysBlend)
        {
            _grey.Apply(_canvas.Rgb, _glimpse);
        }
        else
        {
            _canvas.Rgb.CopyTo(_glimpse, 0);
        }
    }

    /// <summary>What the screen shows now, [<see cref="Length"/>]; good until the next look.</summary>
    /// <param name="blend">Whether the brighter of each pixel here and in the glimpse is seen.</param>
    public ReadOnlySpan<byte> Look(bool blend)
    {
        _screen.Draw(_canvas);
        if (blend && !_greysBlend)
        {
            Blend.Brighter(_canvas.Rgb, _glimpse);
        }
        _grey.Apply(_canvas.Rgb, _greyPicture);
        if (blend && _greysBlend)
        {
            Blend.Brighter(_greyPicture, _glimpse);
        }
        byte[] picture = _greyPicture;
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
            Blend.Negative(picture);
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
        double scale = Math.Min((double)_canvas.Width / _screen.Width, (double)_canvas.Height / _screen.Height);
        double focus = _canvas.Width / 2.0 + (_screen.Focus - 0.5) * _screen.Width * scale;
        return (int)Math.Clamp(Math.Round(focus - _view!.Output.Width / 2.0), 0, _canvas.Width - _view.Output.Width);
    }
}
