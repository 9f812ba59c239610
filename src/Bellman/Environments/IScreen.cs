using Bellman.Drawing;

namespace Bellman.Environments;

/// <summary>A world that can draw itself: recordings, the terminal and agents that learn from pixels all use this.</summary>
public interface IScreen
{
    /// <summary>The picture's natural width in pixels; any other size with roughly this shape works too.</summary>
    int Width { get; }

    /// <summary>The picture's natural height in pixels.</summary>
    int Height { get; }

    /// <summary>Draws the present state over the whole canvas, whatever its size.</summary>
    void Draw(Canvas canvas);
}
