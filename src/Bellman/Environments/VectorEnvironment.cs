namespace Bellman.Environments;

/// <summary>
/// Several copies of a world, stepped together. It owns what the worlds do not: each lane's stream of random numbers, the time limit,
/// the resets. One lane is not a special case.
/// </summary>
/// <remarks>
/// There are two buffers with two names: <see cref="Observations"/> is what to act on next, already reset where an episode ended;
/// <see cref="Experience.Successors"/> is what the last actions led to. They differ only in rows where an episode ended.
/// </remarks>
public sealed class VectorEnvironment : IStateful
{
    private readonly IEnvironment[] _worlds;
    private readonly Rng[] _random;
    private readonly int[] _lengths;
    private readonly double[] _returns;
    private readonly Outcome[] _outcomes;
    private readonly int[] _actions;
    private readonly bool[] _legal;
    private readonly bool[] _successorsLegal;
    private readonly List<Episode> _finished = [];
    private float[] _observations;
    private float[] _before;
    private readonly float[] _successors;
    private readonly int _timeLimit;
    private long _steps;

    /// <summary>Makes the lanes and resets them.</summary>
    /// <param name="create">Makes one world; called once for each lane.</param>
    /// <param name="lanes">How many, at least 1.</param>
    /// <param name="seed">Lane i draws from stream i of this seed.</param>
    public VectorEnvironment(Func<IEnvironment> create, int lanes, ulong seed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(lanes, 1);
        _worlds = new IEnvironment[lanes];
        _random = new Rng[lanes];
        for (int lane = 0; lane < lanes; lane++)
        {
            _worlds[lane] = create();
            _random[lane] = new Rng(seed, (ulong)lane);
        }
        Spec = _worlds[0].Spec;
        _timeLimit = Spec.TimeLimit ?? int.MaxValue;
        _lengths = new int[lanes];
        _returns = new double[lanes];
        _outcomes = new Outcome[lanes];
        _actions = new int[lanes];
        _observations = new float[lanes * Spec.ObservationLength];
        _before = new float[lanes * Spec.ObservationLength];
        _successors = new float[lanes * Spec.ObservationLength];
        _legal = new bool[Spec.HasIllegalActions ? lanes * Spec.Actions : 0];
        _successorsLegal = new bool[_legal.Length];
        for (int lane = 0; lane < lanes; lane++)
        {
            Reset(lane);
        }
    }

    /// <summary>The worlds' common description.</summary>
    public EnvironmentSpec Spec { get; }

    /// <summary>How many lanes there are.</summary>
    public int Lanes => _worlds.Length;

    /// <summary>What to act on next, [lanes x observation length].</summary>
    public ReadOnlySpan<float> Observations => _observations;

    /// <summary>Which actions are legal now, [lanes x actions]; empty where the world allows all of them everywhere.</summary>
    public ReadOnlySpan<bool> Legal => _legal;

    /// <summary>Episodes that ended in the last step. The list is used again by the next step.</summary>
    public IReadOnlyList<Episode> Finished => _finished;

    /// <summary>The world of a lane, for drawing it. Stepping it by hand would confuse the lanes.</summary>
    public IEnvironment this[int lane] => _worlds[lane];

    /// <summary>Takes one action in every lane.</summary>
    /// <returns>What happened: views that are good until the next step.</returns>
    public Experience Step(ReadOnlySpan<int> actions)
    {
        (_observations, _before) = (_before, _observations);
        actions.CopyTo(_actions);
        _finished.Clear();
        _steps += Lanes;
        for (int lane = 0; lane < Lanes; lane++)
        {
            Step(lane);
        }
        return new Experience
        {
            Observations = _before,
            Actions = _actions,
            Outcomes = _outcomes,
            Successors = _successors,
            SuccessorsLegal = _successorsLegal,
        };
    }

    /// <inheritdoc/>
    public void Sync(StateStream stream)
    {
        stream.Section("lanes");
        stream.Expect(Lanes, "lanes");
        stream.Sync(ref _steps);
        stream.Sync<int>(_lengths);
        stream.Sync<double>(_returns);
        stream.Sync<float>(_observations);
        stream.Sync<bool>(_legal);
        for (int lane = 0; lane < Lanes; lane++)
        {
            _random[lane].Sync(stream);
            _worlds[lane].Sync(stream);
        }
    }

    private void Step(int lane)
    {
        Span<float> successor = Row(_successors, lane);
        Outcome outcome = _worlds[lane].Step(_actions[lane], ref _random[lane], successor);
        int length = ++_lengths[lane];
        double total = _returns[lane] += outcome.Reward;
        if (length >= _timeLimit && !outcome.EpisodeOver)
        {
            outcome = outcome with { Ending = Ending.Truncated };
        }
        _outcomes[lane] = outcome;
        if (Spec.HasIllegalActions)
        {
            _worlds[lane].Legal(LegalRow(_successorsLegal, lane));
            LegalRow(_successorsLegal, lane).CopyTo(LegalRow(_legal, lane));
        }
        if (outcome.EpisodeOver)
        {
            _finished.Add(new(_steps, lane, total, length, outcome.Ending));
            Reset(lane);
        }
        else
        {
            successor.CopyTo(Row(_observations, lane));
        }
    }

    private void Reset(int lane)
    {
        _lengths[lane] = 0;
        _returns[lane] = 0;
        _worlds[lane].Reset(ref _random[lane], Row(_observations, lane));
        if (Spec.HasIllegalActions)
        {
            _worlds[lane].Legal(LegalRow(_legal, lane));
        }
    }

    private Span<float> Row(float[] rows, int lane) => rows.AsSpan(lane * Spec.ObservationLength, Spec.ObservationLength);

    private Span<bool> LegalRow(bool[] rows, int lane) => rows.AsSpan(lane * Spec.Actions, Spec.Actions);
}
