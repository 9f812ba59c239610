using System.Runtime.CompilerServices;
using Bellman.Neural.Kernels;

namespace Bellman.Neural.Layers;

/// <summary>
/// Checks of sizes that the user chose, and of what a layer is handed: kernels write through pointers, so that nobody
/// may reach them with less room than the sizes say.
/// </summary>
internal static class Shape
{
    public static int Positive(int value, string what)
        => value > 0 ? value : throw new BellmanException($"The number of {what} is {value}: it must be at least 1.");

    /// <summary>A picture that has at least one number, and not too many.</summary>
    public static ImageShape Picture(ImageShape image)
    {
        if (image.Channels < 1 || image.Height < 1 || image.Width < 1)
        {
            throw new BellmanException($"There is no picture of {image}: channels, height and width are at least 1.");
        }
        _ = image.Length; // refuses what would be too many
        return image;
    }

    /// <summary>Insists on numbers for some rows, in panels or not.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Holds(ReadOnlySpan<float> numbers, int rows, int length, Layout layout)
    {
        long stored = layout == Layout.Panels ? (rows + (Panels.Width - 1L)) & -Panels.Width : rows;
        if (rows < 1 || numbers.Length < stored * length)
        {
            throw TooFew(numbers.Length, rows, length, layout);
        }
    }

    /// <summary>Insists on a layer's parameters, statistics or one row of it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Holds(ReadOnlySpan<float> numbers, int length)
    {
        if (numbers.Length < length)
        {
            throw TooFew(numbers.Length, length);
        }
    }

    private static BellmanException TooFew(int given, int rows, int length, Layout layout) => new(
        $"{given} numbers do not hold {rows} rows of {length}{(layout == Layout.Panels ? " in whole panels of sixteen rows" : "")}: "
        + "hand the layer as many as its lengths say.");

    private static BellmanException TooFew(int given, int length)
        => new($"{given} numbers are fewer than {length}: hand the layer as many as its lengths say.");
}
