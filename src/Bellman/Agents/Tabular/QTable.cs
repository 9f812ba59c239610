using System.Runtime.CompilerServices;

namespace Bellman.Agents.Tabular;

/// <summary>
/// A table of Q values that grows as states appear. An illegal action has the value minus infinity, so that other code
/// needs no masks.
/// </summary>
internal sealed class QTable(int observationLength, int actions, double initialValue) : IStateful
{
    private readonly StateIndex _states = new(observationLength);
    private readonly int _stride = (actions + ActionValueRow.Width - 1) / ActionValueRow.Width * ActionValueRow.Width;
    private double[] _values = [];
    private int[] _visits = [];

    /// <summary>How long the rows of the columns are: the actions, padded to whole vectors.</summary>
    public int Stride => _stride;

    /// <summary>How many states were seen.</summary>
    public int Count => _states.Count;

    /// <summary>The estimates, [capacity x padded actions]. Another array after the table has grown.</summary>
    public double[] Values => _values;

    /// <summary>
    /// How often each action was tried in each state, [capacity x padded actions]; <see cref="Visit"/> adds to it.
    /// </summary>
    public int[] Visits => _visits;

    /// <summary>
    /// Counts a visit, and returns how many there were; more than two thousand million are not told apart.
    /// </summary>
    public int Visit(int pair)
    {
        ref int visits = ref _visits[pair];
        return visits == int.MaxValue ? visits : ++visits;
    }

    /// <summary>Whether a row, which may be -1, is that of a state.</summary>
    public bool IsAt(int row, ReadOnlySpan<float> observation) => _states.IsAt(row, observation);

    /// <summary>The row of a state that is a small whole number, -1 if it is none or was never seen.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int FindNumbered(ReadOnlySpan<float> observation) => _states.FindNumbered(observation);

    /// <summary>The row of a state, -1 if it was never seen.</summary>
    public int Find(ReadOnlySpan<float> observation) => _states.Find(observation);

    /// <summary>The row of a state; if it is new, with the actions that are legal in it, [actions] or empty.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int FindOrAdd(ReadOnlySpan<float> observation, ReadOnlySpan<bool> legal)
    {
        int before = _states.Count;
        int row = _states.FindOrAdd(observation);
        if (row == before)
        {
            Begin(row, legal);
        }
        return row;
    }

    /// <summary>Whether a position lies in the columns of the states that were seen.</summary>
    public bool Has(int pair) => (uint)pair < (uint)(Count * _stride);

    /// <summary>The position of a state and action in the columns.</summary>
    public int Pair(int row, int action) => row * _stride + action;

    /// <summary>The estimates of a row, [actions], padded with minus infinity.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ReadOnlySpan<double> Row(int row) => _values.AsSpan(row * _stride, _stride);

    /// <summary>The best estimate of a row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double Max(int row) => ActionValueRow.Max(Row(row));

    /// <summary>A copy that goes on by itself.</summary>
    public QTable Copy()
    {
        using var bytes = new MemoryStream();
        Sync(StateStream.Writer(bytes));
        bytes.Position = 0;
        var copy = new QTable(observationLength, actions, initialValue);
        copy.Sync(StateStream.Reader(bytes));
        return copy;
    }

    /// <inheritdoc/>
    public void Sync(StateStream stream)
    {
        _states.Sync(stream);
        stream.Expect(actions, "actions");
        stream.RequireLeft(Count, _stride * (sizeof(double) + sizeof(int)));
        int length = Count * _stride;
        if (stream.IsReading)
        {
            _values = new double[length];
            _visits = new int[length];
        }
        stream.Sync(_values.AsSpan(0, length));
        stream.Sync(_visits.AsSpan(0, length));
        if (stream.IsReading)
        {
            Check();
        }
    }

    // Whoever acts trusts that each row has an action, and that the rest of it is minus infinity.
    private void Check()
    {
        for (int row = 0; row < Count; row++)
        {
            ReadOnlySpan<double> values = Row(row);
            bool any = false;
            foreach (double value in values[..actions])
            {
                OptionCheck.Saved(value < double.PositiveInfinity, "table");
                any |= value > double.NegativeInfinity;
            }
            OptionCheck.Saved(any && !values[actions..].ContainsAnyExcept(double.NegativeInfinity), "table");
        }
        OptionCheck.Saved(!_visits.AsSpan().ContainsAnyExceptInRange(0, int.MaxValue), "table");
    }

    private void Begin(int row, ReadOnlySpan<bool> legal)
    {
        if (!legal.IsEmpty && !legal.Contains(true))
        {
            throw new BellmanException("The environment allows no action in a state from which an episode goes on: "
                + "it must allow one, or end the episode there.");
        }
        int begin = row * _stride;
        if (begin + _stride > _values.Length)
        {
            int length = StateIndex.Larger(Math.Max(64L * _stride, 2L * _values.Length));
            Array.Resize(ref _values, length);
            Array.Resize(ref _visits, length);
        }
        _values.AsSpan(begin, _stride).Fill(double.NegativeInfinity);
        for (int action = 0; action < actions; action++)
        {
            if (legal.IsEmpty || legal[action])
            {
                _values[begin + action] = initialValue;
            }
        }
    }
}
