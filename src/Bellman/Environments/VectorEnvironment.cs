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
    private readonly List<Episode> _finished = [];
    private readonly int _observationLength;
    private readonly int _legalLength;
    private readonly int _timeLimit;

    // Three buffers, one after another in one array, change places: what was seen, where that led, and what to act on next. While no
    // episode ends the last two are one and the same, so that nothing is copied.
    private readonly float[] _observations;
    private readonly bool[] _legal;
    private int _present;
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
        _observationLength = Spec.ObservationLength;
        _legalLength = Spec.HasIllegalActions ? Spec.Actions : 0;
        _timeLimit = Spec.TimeLimit ?? int.MaxValue;
        _lengths = new int[lanes];
        _returns = new double[lanes];
        _outcomes = new Outcome[lanes];
        _actions = new int[lanes];
        _observations = new float[3 * lanes * _observationLength];
        _legal = new bool[3 * lanes * _legalLength];
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
    public ReadOnlySpan<float> Observations => ObservationsOf(_present);

    /// <summary>Which actions are legal now, [lanes x actions]; empty where the world allows all of them everywhere.</summary>
    public ReadOnlySpan<bool> Legal => LegalOf(_present);

    /// <summary>Episodes that ended in the last step. The list is used again by the next step.</summary>
    public IReadOnlyList<Episode> Finished => _finished;

    /// <summary>The world of a lane, for drawing it. Stepping it by hand would confuse the lanes.</summary>
    public IEnvironment this[int lane] => _worlds[lane];

    /// <summary>Takes one action in every lane.</summary>
    /// <returns>What happened: views that are good until the next step.</returns>
    /// <exception cref="BellmanException">There are more or fewer actions than lanes, or a lane's world has no such action.</exception>
    public Experience Step(ReadOnlySpan<int> actions)
    {
        if (actions.Length != Lanes)
        {
            throw new BellmanException($"{Lanes} lanes need {Lanes} actions, one each, and {actions.Length} were given.");
        }
        int before = _present;
        int successors = _present = Next(before);
        _finished.Clear();
        _steps += Lanes;
        for (int lane = 0; lane < actions.Length; lane++)
        {
            Step(lane, actions[lane]);
        }
        if (_finished.Count > 0)
        {
            ResetFinished();
        }
        return new Experience
        {
            Observations = ObservationsOf(before),
            Actions = _actions,
            Outcomes = _outcomes,
            Successors = ObservationsOf(successors),
            SuccessorsLegal = LegalOf(successors),
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
        stream.Sync(ObservationsOf(_present));
        stream.Sync(LegalOf(_present));
        for (int lane = 0; lane < Lanes; lane++)
        {
            _random[lane].Sync(stream);
            _worlds[lane].Sync(stream);
        }
    }

    private void Step(int lane, int action)
    {
        if ((uint)action >= (uint)Spec.Actions)
        {
            throw new BellmanException($"{Spec.Name} has the actions 0 to {Spec.Actions - 1}, and {action} is none of them.");
        }
        _actions[lane] = action;
        Outcome outcome = _worlds[lane].Step(action, ref _random[lane], Observation(lane));
        int length = ++_lengths[lane];
        double total = _returns[lane] += outcome.Reward;
        if (length >= _timeLimit && !outcome.EpisodeOver)
        {
            outcome = new Outcome(outcome.Reward, Ending.Truncated);
        }
        _outcomes[lane] = outcome;
        if (_legalLength > 0)
        {
            _worlds[lane].Legal(LegalActions(lane));
        }
        if (outcome.EpisodeOver)
        {
            _finished.Add(new(_steps, lane, total, length, outcome.Ending));
        }
    }

    private void ResetFinished()
    {
        int successors = _present;
        _present = Next(successors);
        ObservationsOf(successors).CopyTo(ObservationsOf(_present));
        LegalOf(successors).CopyTo(LegalOf(_present));
        foreach (Episode episode in _finished)
        {
            Reset(episode.Lane);
        }
    }

    private void Reset(int lane)
    {
        _lengths[lane] = 0;
        _returns[lane] = 0;
        _worlds[lane].Reset(ref _random[lane], Observation(lane));
        if (_legalLength > 0)
        {
            _worlds[lane].Legal(LegalActions(lane));
        }
    }

    private static int Next(int buffer) => buffer == 2 ? 0 : buffer + 1;

    private Span<float> ObservationsOf(int buffer) => _observations.AsSpan(buffer * Lanes * _observationLength, Lanes * _observationLength);

    private Span<bool> LegalOf(int buffer) => _legal.AsSpan(buffer * Lanes * _legalLength, Lanes * _legalLength);

    private Span<float> Observation(int lane) => _observations.AsSpan((_present * Lanes + lane) * _observationLength, _observationLength);

    private Span<bool> LegalActions(int lane) => _legal.AsSpan((_present * Lanes + lane) * _legalLength, _legalLength);
}
