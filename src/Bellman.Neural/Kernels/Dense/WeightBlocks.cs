namespace Bellman.Neural.Kernels;

/// <summary>
/// How the weights of a dense layer lie: blocks of twenty-four neighbouring outputs, each block [inputs][outputs of the
/// block], the last one as narrow as what is left. Tiles fit without rest, six high forwards and three vectors wide in
/// the gradient, and a tile walks through neighbouring memory: whole rows of a power of two would meet in a few sets of
/// the cache.
/// </summary>
internal static class WeightBlocks
{
    /// <summary>Outputs of a whole block: the least common multiple of six rows and eight lanes.</summary>
    public const int Width = 24;

    /// <summary>Blocks of a layer.</summary>
    public static int Count(int outputs) => (outputs + Width - 1) / Width;

    /// <summary>Where the weight from an input to an output lies.</summary>
    public static int Index(int input, int output, int inputs, int outputs)
    {
        int first = output / Width * Width;
        return first * inputs + input * Math.Min(Width, outputs - first) + output - first;
    }
}
