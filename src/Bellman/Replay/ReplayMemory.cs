namespace Bellman.Replay;

/// <summary>
/// The replay memory (Lin 1992, Mnih et al. 2015): one <see cref="LaneHistory"/> per lane, and a sampler over all of
/// them.
/// </summary>
internal sealed class ReplayMemory : IStateful
{
    private readonly LaneHistory[] _histories;
    private readonly ISampler _sampler;

    /// <summary>Allocates the memory.</summary>
    /// <exception cref="BellmanException">It does not fit this machine.</exception>
    public ReplayMemory(ReplayShape shape)
    {
        shape.RequireFits();
        Shape = shape;
        _histories = new LaneHistory[shape.Lanes];
        _sampler = shape.Priority is { } priority ? new PrioritizedSampler(shape.Slots, priority) : new UniformSampler(_histories, shape.FramesPerLane);
        for (int lane = 0; lane < shape.Lanes; lane++)
        {
            _histories[lane] = new LaneHistory(shape, _sampler, lane * shape.FramesPerLane);
        }
    }

    /// <summary>The sizes it was made with.</summary>
    public ReplayShape Shape { get; }

    /// <summary>Rows that can be sampled.</summary>
    public int Count
    {
        get
        {
            int rows = 0;
            foreach (LaneHistory history in _histories)
            {
                rows += history.Count;
            }
            return rows;
        }
    }

    /// <summary>Number of rows of one lane that can be sampled.</summary>
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

    /// <summary>Fills a batch with rows that the sampler draws, with replacement.</summary>
    /// <param name="batch">Where to.</param>
    /// <param name="random">Where to draw from.</param>
    /// <param name="beta">Share of the sampler's bias that the weights take back, where it has one.</param>
    /// <exception cref="InvalidOperationException">There is no row yet.</exception>
    public void Sample(TransitionBatch batch, ref Rng random, double beta = 0)
    {
        if (Count == 0)
        {
            throw new InvalidOperationException("The replay memory is empty.");
        }
        _sampler.Sample(batch.Slots, batch.Weights, beta, ref random);
        int perLane = Shape.FramesPerLane;
        for (int i = 0; i < batch.Rows; i++)
        {
            (int lane, int slot) = Math.DivRem(batch.Slots[i], perLane);
            _histories[lane].Gather(slot, batch, i);
        }
    }

    /// <summary>Tells the sampler how wrong the rows of a batch were.</summary>
    public void Update(TransitionBatch batch) => _sampler.Update(batch.Slots, batch.Errors);

    /// <inheritdoc/>
    public void Sync(StateStream stream)
    {
        stream.Section("replay");
        stream.Expect(_histories.Length, "lanes of replay");
        foreach (LaneHistory history in _histories)
        {
            history.Sync(stream);
        }
        _sampler.Sync(stream);
        for (int lane = 0; lane < _histories.Length; lane++)
        {
            for (int row = 0; row < _histories[lane].Count; row++)
            {
                _sampler.Sync(stream, lane * Shape.FramesPerLane + _histories[lane].SlotOf(row));
            }
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

    private BellmanException Misfit(in Experience experience, int numbers, int masks) => new(
        $"An experience of {_histories.Length} lanes has as many actions and outcomes, {numbers} numbers in observations and in successors, and {masks} "
        + $"legal actions, not {experience.Actions.Length}, {experience.Outcomes.Length}, {experience.Observations.Length}, "
        + $"{experience.NextObservations.Length} and {experience.NextLegalActions.Length}.");
}
