using Bellman.Drawing;

namespace Bellman.Environments;

/// <summary>
/// An environment that can render itself: for recordings, for the terminal, and for agents that learn from pixels.
/// </summary>
public interface IScreen
{
    /// <summary>Natural width in pixels; other sizes of about the same aspect ratio work too.</summary>
    int Width { get; }

    /// <summary>Natural height in pixels.</summary>
    int Height { get; }

    /// <summary>Playback speed: steps per second.</summary>
    double FramesPerSecond => 50;

    /// <summary>Horizontal position of the agent, from 0 (left) to 1 (right), for crops that follow it.</summary>
    double Focus => 0.5;

    /// <summary>Draws the present state over the whole canvas, of any size.</summary>
    void Draw(Canvas canvas);
}
