namespace Bellman.Replay;

/// <summary>What all lanes remember, sampled uniformly (Lin 1992, Mnih et al. 2015): one <see cref="Tape"/> per lane.</summary>
public sealed class ReplayMemory : IStateful
{
    private readonly Tape[] _tapes;
    private readonly int[] _ends; // rows of the lanes up to and including each

    /// <summary>Allocates the memory.</summary>
    /// <exception cref="BellmanException">It does not fit this machine.</exception>
    public ReplayMemory(ReplayShape shape)
    {
        shape.RequireFits();
        Shape = shape;
        _ends = new int[shape.Lanes];
        _tapes = new Tape[shape.Lanes];
        for (int lane = 0; lane < shape.Lanes; lane++)
        {
            _tapes[lane] = new Tape(shape);
        }
    }

    /// <summary>The sizes it was made with.</summary>
    public ReplayShape Shape { get; }

    /// <summary>Rows that can be sampled.</summary>
    public int Rows => CountRows();

    /// <summary>Rows of one lane that can be sampled.</summary>
    public int RowsOf(int lane) => _tapes[lane].Rows;

    /// <summary>Records one step of every lane.</summary>
    /// <exception cref="BellmanException">A column is shorter or longer than the lanes need.</exception>
    public void Append(in Experience experience)
    {
        int length = Shape.ObservationLength;
        int actions = Shape.MaskedActions;
        int numbers = _tapes.Length * length, masks = _tapes.Length * actions;
        if (experience.Actions.Length != _tapes.Length || experience.Outcomes.Length != _tapes.Length
            || experience.Observations.Length != numbers || experience.Successors.Length != numbers
            || (experience.SuccessorsLegal.Length != masks && actions > 0))
        {
            throw Misfit(experience, numbers, masks);
        }
        for (int lane = 0; lane < _tapes.Length; lane++)
        {
            _tapes[lane].Append(
                experience.Observations.Slice(lane * length, length),
                experience.Actions[lane],
                experience.Outcomes[lane],
                experience.Successors.Slice(lane * length, length),
                experience.SuccessorsLegal.Slice(lane * actions, actions));
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
            _tapes[lane].Gather(row - (_ends[lane] - _tapes[lane].Rows), batch, i);
        }
    }

    /// <inheritdoc/>
    public void Sync(StateStream stream)
    {
        stream.Section("replay");
        stream.Expect(_tapes.Length, "lanes of replay");
        foreach (Tape tape in _tapes)
        {
            tape.Sync(stream);
        }
    }

    /// <summary>Insists that what was loaded knows so many actions only.</summary>
    /// <exception cref="BellmanException">It knows another one.</exception>
    internal void CheckActions(int actions)
    {
        foreach (Tape tape in _tapes)
        {
            tape.CheckActions(actions);
        }
    }

    private int CountRows()
    {
        int rows = 0;
        for (int lane = 0; lane < _tapes.Length; lane++)
        {
            _ends[lane] = rows += _tapes[lane].Rows;
        }
        return rows;
    }

    private BellmanException Misfit(in Experience experience, int numbers, int masks) => new(
        $"An experience of {_tapes.Length} lanes has as many actions and outcomes, {numbers} numbers in observations and in successors, and {masks} "
        + $"legal actions, not {experience.Actions.Length}, {experience.Outcomes.Length}, {experience.Observations.Length}, "
        + $"{experience.Successors.Length} and {experience.SuccessorsLegal.Length}.");

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
