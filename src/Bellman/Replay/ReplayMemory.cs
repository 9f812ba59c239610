namespace Bellman.Replay;

/// <summary>What all lanes remember, sampled uniformly (Lin 1992, Mnih et al. 2015): one <see cref="LaneHistory"/> per lane.</summary>
internal sealed class ReplayMemory : IStateful
{
    private readonly LaneHistory[] _histories;
    private readonly int[] _ends; // rows of the lanes up to and including each

    /// <summary>Allocates the memory.</summary>
    /// <exception cref="BellmanException">It does not fit this machine.</exception>
    public ReplayMemory(ReplayShape shape)
    {
        shape.RequireFits();
        Shape = shape;
        _ends = new int[shape.Lanes];
        _histories = new LaneHistory[shape.Lanes];
        for (int lane = 0; lane < shape.Lanes; lane++)
        {
            _histories[lane] = new LaneHistory(shape);
        }
    }

    /// <summary>The sizes it was made with.</summary>
    public ReplayShape Shape { get; }

    /// <summary>Rows that can be sampled.</summary>
    public int Count => CountRows();

    /// <summary>Rows of one lane that can be sampled.</summary>
    public int CountOf(int lane) => _histories[lane].Count;

    /// <summary>Records one step of every lane.</summary>
    /// <exception cref="BellmanException">A column is shorter or longer than the lanes need.</exception>
    public void Append(in Experience experience)
    {
        int length = Shape.ObservationLength;
        int actions = Shape.MaskedActions;
        int numbers = _histories.Length * length, masks = _histories.Length * actions;
        if (experience.Actions.Length != _histories.Length || experience.Outcomes.Length != _histories.Length
            || experience.Observations.Length != numbers || experience.NextObservations.Length != numbers
            || (experience.NextLegalActions.Length != masks && actions > 0))
        {
            throw Misfit(experience, numbers, masks);
        }
        for (int lane = 0; lane < _histories.Length; lane++)
        {
            _histories[lane].Append(
                experience.Observations.Slice(lane * length, length),
                experience.Actions[lane],
                experience.Outcomes[lane],
                experience.NextObservations.Slice(lane * length, length),
                experience.NextLegalActions.Slice(lane * actions, actions));
        }
    }

    /// <summary>Fills a batch with rows drawn uniformly, with replacement.</summary>
    /// <exception cref="InvalidOperationException">There is no row yet.</exception>
    public void Sample(TransitionBatch batch, ref Rng random)
    {
        int rows = CountRows();
        if (rows == 0)
        {
            throw new InvalidOperationException("The replay memory is empty.");
        }
        for (int i = 0; i < batch.Rows; i++)
        {
            int row = random.NextInt(rows);
            int lane = LaneOf(row);
            _histories[lane].Gather(row - (_ends[lane] - _histories[lane].Count), batch, i);
        }
    }

    /// <inheritdoc/>
    public void Sync(StateStream stream)
    {
        stream.Section("replay");
        stream.Expect(_histories.Length, "lanes of replay");
        foreach (LaneHistory history in _histories)
        {
            history.Sync(stream);
        }
    }

    /// <summary>Insists that what was loaded knows so many actions only.</summary>
    /// <exception cref="BellmanException">It knows another one.</exception>
    internal void CheckActions(int actions)
    {
        foreach (LaneHistory history in _histories)
        {
            history.CheckActions(actions);
        }
    }

    private int CountRows()
    {
        int rows = 0;
        for (int lane = 0; lane < _histories.Length; lane++)
        {
            _ends[lane] = rows += _histories[lane].Count;
        }
        return rows;
    }

    private BellmanException Misfit(in Experience experience, int numbers, int masks) => new(
        $"An experience of {_histories.Length} lanes has as many actions and outcomes, {numbers} numbers in observations and in successors, and {masks} "
        + $"legal actions, not {experience.Actions.Length}, {experience.Outcomes.Length}, {experience.Observations.Length}, "
        + $"{experience.NextObservations.Length} and {experience.NextLegalActions.Length}.");

    /// <summary>The first lane that ends beyond a row.</summary>
    private int LaneOf(int row)
    {
        int low = 0;
        int high = _ends.Length - 1;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (_ends[middle] > row)
            {
                high = middle;
            }
            else
            {
                low = middle + 1;
            }
        }
        return low;
    }
}
