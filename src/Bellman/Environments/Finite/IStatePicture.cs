using Bellman.Drawing;

namespace Bellman.Environments.Finite;

/// <summary>Draws the states of a world.</summary>
internal interface IStatePicture
{
    /// <summary>The picture's natural width in pixels.</summary>
    int Width { get; }

    /// <summary>The picture's natural height in pixels.</summary>
    int Height { get; }

    /// <summary>Draws a state over the whole canvas.</summary>
    void Draw(Canvas canvas, int state);
}
