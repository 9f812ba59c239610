namespace Bellman.Agents.Pqn;

/// <summary>
/// Rows in an order that is drawn anew in every epoch, cut into parts that differ by one row at most.
/// </summary>
/// <param name="rows">How many rows there are.</param>
/// <param name="parts">Parts of an epoch.</param>
/// <param name="random">Where the orders are drawn from.</param>
internal sealed class Minibatches(int rows, int parts, Rng random) : IStateful
{
    private readonly int[] _order = new int[rows];
    private int _next; // part of the present epoch
    private Rng _random = random;

    /// <summary>Parts of the present epoch that were taken.</summary>
    public int Taken => _next;

    /// <summary>Rows of the largest part.</summary>
    public static int Largest(int rows, int parts) => (rows + parts - 1) / parts;

    /// <summary>The rows of the next part.</summary>
    public ReadOnlySpan<int> Next()
    {
        if (_next == 0)
        {
            Shuffle();
        }
        var share = new WorkShare(_next, parts);
        _next = _next + 1 == parts ? 0 : _next + 1;
        return _order.AsSpan(share.Start(rows)..share.End(rows));
    }

    /// <inheritdoc/>
    public void Sync(StateStream stream)
    {
        _random.Sync(stream);
        stream.Sync(ref _next);
        OptionCheck.Saved((uint)_next < (uint)parts, "order of the samples");
        if (_next > 0) // else it is drawn
        {
            stream.Sync<int>(_order);
            OptionCheck.Saved(!_order.AsSpan().ContainsAnyExceptInRange(0, rows - 1), "order of the samples");
        }
    }

    // Durstenfeld 1964, from the same order each time: what was drawn before is not needed to go on.
    private void Shuffle()
    {
        for (int i = 0; i < rows; i++)
        {
            _order[i] = i;
        }
        for (int left = rows; left > 1; left--)
        {
            int drawn = _random.NextInt(left);
            (_order[drawn], _order[left - 1]) = (_order[left - 1], _order[drawn]);
        }
    }
}
