using Bellman.Drawing;

namespace Bellman.Environments.Pixels;

/// <summary>Converts any screen to grayscale: draws it on a canvas, then converts the colours.</summary>
internal sealed class CanvasGrayscale : IGrayscaleSource
{
    private readonly IScreen _screen;
    private readonly Canvas _canvas;
    private readonly Grayscale _grey;
    private readonly bool _greysBlend;
    private readonly byte[] _glimpse; // the last frame but one, its colours or its greys; empty where nobody asks for it
    private readonly byte[] _picture;

    /// <summary>Converts a screen drawn at a given size.</summary>
    public CanvasGrayscale(IScreen screen, int width, int height, PixelOptions options)
    {
        _screen = screen;
        _canvas = new Canvas(width, height);
        _grey = new Grayscale(width, height);
        _greysBlend = options.Brighter == MaxOver.Greys;
        _glimpse = new byte[options.Repeat == 1 ? 0 : _greysBlend ? _grey.Output.Length : _canvas.Rgb.Length];
        _picture = new byte[_grey.Output.Length];
    }

    /// <inheritdoc/>
    public ImageShape Output => _grey.Output;

    /// <inheritdoc/>
    public void KeepPrevious()
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

    /// <inheritdoc/>
    public byte[] Capture(bool blend)
    {
        _screen.Draw(_canvas);
        if (blend && !_greysBlend)
        {
            PixelMath.Max(_canvas.Rgb, _glimpse);
        }
        _grey.Apply(_canvas.Rgb, _picture);
        if (blend && _greysBlend)
        {
            PixelMath.Max(_picture, _glimpse);
        }
        return _picture;
    }
}
