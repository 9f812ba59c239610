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

    // Three buffers change places: what was seen, where that led, and what to act on next. While no episode ends the last two are one
    // and the same, so that nothing is copied.
    private readonly float[][] _observations;
    private readonly bool[][] _legal;
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
        _observations = Three<float>(lanes * _observationLength);
        _legal = Three<bool>(lanes * _legalLength);
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
    public ReadOnlySpan<float> Observations => _observations[_present];

    /// <summary>Which actions are legal now, [lanes x actions]; empty where the world allows all of them everywhere.</summary>
    public ReadOnlySpan<bool> Legal => _legal[_present];

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
            throw WrongNumber(actions.Length);
        }
        float[] observations = _observations[_present];
        _present = Next(_present);
        float[] successors = _observations[_present];
        bool[] successorsLegal = _legal[_present];
        if (_finished.Count > 0)
        {
            _finished.Clear();
        }
        _steps += actions.Length;
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
            Observations = observations,
            Actions = _actions,
            Outcomes = _outcomes,
            Successors = successors,
            SuccessorsLegal = successorsLegal,
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
        stream.Sync<float>(_observations[_present]);
        stream.Sync<bool>(_legal[_present]);
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
            throw NoSuchAction(action);
        }
        _actions[lane] = action;
        Outcome outcome = _worlds[lane].Step(action, ref _random[lane], Observation(lane));
        (float reward, Ending ending) = (outcome.Reward, outcome.Ending); // two locals stay in registers, a struct does not: 8 ns
        int length = ++_lengths[lane];
        double total = _returns[lane] += reward;
        if (length >= _timeLimit && ending != Ending.Terminated)
        {
            ending = Ending.Truncated;
        }
        _outcomes[lane] = new Outcome(reward, ending);
        if (_legalLength > 0)
        {
            _worlds[lane].Legal(LegalActions(lane));
        }
        if (ending is Ending.Terminated or Ending.Truncated)
        {
            _finished.Add(new(_steps, lane, total, length, ending));
        }
    }

    private void ResetFinished()
    {
        int successors = _present;
        _present = Next(successors);
        _observations[successors].CopyTo(_observations[_present], 0);
        _legal[successors].CopyTo(_legal[_present], 0);
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

    private BellmanException WrongNumber(int given) => new($"{Lanes} lanes need {Lanes} actions, one each, and {given} were given.");

    private BellmanException NoSuchAction(int action)
        => new($"{Spec.Name} has the actions 0 to {Spec.Actions - 1}, and {action} is none of them.");

    private static int Next(int buffer) => buffer == 2 ? 0 : buffer + 1;

    private static T[][] Three<T>(int length) => [new T[length], new T[length], new T[length]];

    private Span<float> Observation(int lane) => _observations[_present].AsSpan(lane * _observationLength, _observationLength);

    private Span<bool> LegalActions(int lane) => _legal[_present].AsSpan(lane * _legalLength, _legalLength);
}
