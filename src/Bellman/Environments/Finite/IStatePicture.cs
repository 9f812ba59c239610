using Bellman.Drawing;

namespace Bellman.Environments.Finite;

/// <summary>Draws the states of an environment.</summary>
internal interface IStatePicture
{
    /// <summary>Natural width in pixels.</summary>
    int Width { get; }

    /// <summary>Natural height in pixels.</summary>
    int Height { get; }

    /// <summary>Draws a state over the whole canvas.</summary>
    void Draw(Canvas canvas, int state);
}
