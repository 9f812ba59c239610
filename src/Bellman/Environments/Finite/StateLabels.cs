namespace Bellman.Environments.Finite;

/// <summary>How a finite environment encodes its states.</summary>
public enum StateEncoding
{
    /// <summary>Plain: the number of the state, or the few numbers that describe it. For tables.</summary>
    Plain,

    /// <summary>One-hot: one column per value of each number. For networks.</summary>
    OneHot,
}

/// <summary>
/// The label of each state: one or a few small integers. Several states may have the same label, which makes the
/// environment partially observable.
/// </summary>
internal sealed class StateLabels
{
    // Observations are made of floats, which hold every whole number up to this one.
    private const int MostValues = 1 << 24;

    private readonly int[] _sizes;
    private readonly int[] _labels;

    /// <summary>Labels of several numbers each.</summary>
    /// <param name="sizes">How many values each number can have; they begin at 0.</param>
    /// <param name="labels">The numbers of each state, [states x sizes].</param>
    /// <exception cref="BellmanException">
    /// A number has more values than an observation can tell apart, or a label is none of them.
    /// </exception>
    public StateLabels(int[] sizes, int[] labels)
    {
        (_sizes, _labels) = (sizes, labels);
        if (sizes.Length == 0 || labels.Length % sizes.Length != 0)
        {
            throw new BellmanException($"There are {labels.Length} labels of {sizes.Length} numbers each: every state needs as many.");
        }
        foreach (int size in sizes)
        {
            if (size is < 1 or > MostValues)
            {
                throw new BellmanException($"A label has {size} values: it can have 1 to {MostValues}; show a state as several numbers.");
            }
        }
        for (int i = 0; i < labels.Length; i++)
        {
            if ((uint)labels[i] >= (uint)sizes[i % sizes.Length])
            {
                throw new BellmanException($"State {i / sizes.Length} has the label {labels[i]}, which is not 0 to {sizes[i % sizes.Length] - 1}.");
            }
        }
    }

    /// <summary>
    /// Every state is shown as its own number; beyond 2^24 states as two, how many times 2^24 and the rest, because an
    /// observation could not tell larger numbers apart.
    /// </summary>
    public static StateLabels Index(int states) => states <= MostValues ? new([states], [.. Enumerable.Range(0, states)])
        : new([(states - 1) / MostValues + 1, MostValues],
            [.. Enumerable.Range(0, states).SelectMany(state => (int[])[state / MostValues, state % MostValues])]);

    /// <summary>How many states have labels.</summary>
    public int StateCount => _labels.Length / _sizes.Length;

    /// <summary>Numbers in an observation.</summary>
    public int Length(StateEncoding encoding) => encoding == StateEncoding.OneHot ? _sizes.Sum() : _sizes.Length;

    /// <summary>Writes what is seen of a state.</summary>
    public void Write(int state, StateEncoding encoding, Span<float> observation)
    {
        ReadOnlySpan<int> labels = _labels.AsSpan(state * _sizes.Length, _sizes.Length);
        if (encoding == StateEncoding.Plain)
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
