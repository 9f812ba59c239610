namespace Bellman.Drawing;

/// <summary>
/// A position on a canvas, in pixels from its upper left corner; pixel (0, 0) fills the square from (0, 0) to (1, 1).
/// </summary>
/// <param name="X">Pixels to the right.</param>
/// <param name="Y">Pixels down.</param>
public readonly record struct Point(double X, double Y);
