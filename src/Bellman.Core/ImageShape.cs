using System.Globalization;

namespace Bellman;

/// <summary>The shape of an image in one row of numbers: channel-first planes, each row by row from the top.</summary>
/// <param name="Channels">Planes.</param>
/// <param name="Height">Rows of a plane.</param>
/// <param name="Width">Numbers in a row of a plane.</param>
public readonly record struct ImageShape(int Channels, int Height, int Width)
{
    /// <summary>
    /// Most numbers of a row, a picture or a layer's parameters: kernels count their bytes in an int.
    /// </summary>
    internal const int Most = int.MaxValue / sizeof(float);

    /// <summary>Numbers in the whole picture.</summary>
    /// <exception cref="BellmanException">There would be too many.</exception>
    public int Length => Count((Int128)Channels * Height * Width, "numbers in a picture");

    /// <summary>A number of numbers, or of whatever sizes multiply to.</summary>
    /// <exception cref="BellmanException">There would be too many.</exception>
    internal static int Count(Int128 value, string what)
        => value <= Most
            ? (int)value
            : throw new BellmanException(string.Create(
                CultureInfo.InvariantCulture, $"The number of {what} would be {value:N0}: it must be at most {Most:N0}, so make the sizes smaller."));

    /// <summary>Such as <c>4x84x84</c>.</summary>
    public override string ToString() => $"{Channels}x{Height}x{Width}";
}
