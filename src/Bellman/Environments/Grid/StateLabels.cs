namespace Bellman.Environments.Grid;

/// <summary>How a world of numbered states shows them.</summary>
public enum Encoding
{
    /// <summary>As they are: the state's number, or the few numbers that stand for it. What tables want.</summary>
    Plain,

    /// <summary>One column for every value that a number can have, 1 where it has it, else 0. What networks want.</summary>
    OneHot,
}

/// <summary>
/// What can be seen of each state: one or a few small whole numbers. Several states may look the same, which is how a world hides something.
/// </summary>
public sealed class StateLabels
{
    private readonly int[] _sizes;
    private readonly int[] _labels;

    /// <summary>Labels of several numbers each.</summary>
    /// <param name="sizes">How many values each number can have; they begin at 0.</param>
    /// <param name="labels">The numbers of each state, [states x sizes].</param>
    public StateLabels(int[] sizes, int[] labels) => (_sizes, _labels) = (sizes, labels);

    /// <summary>Every state is shown as its own number.</summary>
    public static StateLabels Index(int states) => new([states], [.. Enumerable.Range(0, states)]);

    /// <summary>Numbers in an observation.</summary>
    public int Length(Encoding encoding) => encoding == Encoding.OneHot ? _sizes.Sum() : _sizes.Length;

    /// <summary>Writes what is seen of a state.</summary>
    public void Write(int state, Encoding encoding, Span<float> observation)
    {
        ReadOnlySpan<int> labels = _labels.AsSpan(state * _sizes.Length, _sizes.Length);
        if (encoding == Encoding.Plain)
        {
            for (int i = 0; i < labels.Length; i++)
            {
                observation[i] = labels[i];
            }
            return;
        }
        observation.Clear();
        for (int i = 0, column = 0; i < labels.Length; column += _sizes[i++])
        {
            observation[column + labels[i]] = 1;
        }
    }
}
