using Bellman.Drawing;

namespace Bellman.Environments;

/// <summary>A world that can draw itself: recordings, the terminal and agents that learn from pixels all use this.</summary>
public interface IScreen
{
    /// <summary>The picture's natural width in pixels; any other size with roughly this shape works too.</summary>
    int Width { get; }

    /// <summary>The picture's natural height in pixels.</summary>
    int Height { get; }

    /// <summary>Steps that make a second when people look on.</summary>
    double FramesPerSecond => 50;

    /// <summary>Where in the picture's natural width the action is, from 0 at the left to 1.</summary>
    double Focus => 0.5;

    /// <summary>Draws the present state over the whole canvas, whatever its size.</summary>
    void Draw(Canvas canvas);
}
