namespace Bellman.Neural.Layers;

/// <summary>Checks of sizes that the user chose.</summary>
internal static class Shape
{
    public static int Positive(int value, string what)
        => value > 0 ? value : throw new BellmanException($"The number of {what} is {value}: it must be at least 1.");
}
