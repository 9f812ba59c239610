using Bellman.Neural.Layers;

namespace Bellman.Neural;

/// <summary>How the numbers of one row form a picture: planes one after the other (channel-first), each row after row from the top.</summary>
/// <param name="Channels">Planes.</param>
/// <param name="Height">Rows of a plane.</param>
/// <param name="Width">Numbers in a row of a plane.</param>
public readonly record struct ImageShape(int Channels, int Height, int Width)
{
    /// <summary>Numbers in the whole picture.</summary>
    /// <exception cref="BellmanException">There would be too many.</exception>
    public int Length => Shape.Count((Int128)Channels * Height * Width, "numbers in a picture");

    /// <summary>Such as <c>4x84x84</c>.</summary>
    public override string ToString() => $"{Channels}x{Height}x{Width}";
}
