using System.Runtime.CompilerServices;

namespace Bellman.Agents.Tabular;

/// <summary>
/// The tabular agent: learns a table of Q values in any environment whose observations repeat exactly. It explores
/// epsilon-greedily and breaks ties at random, so that it does not walk in circles with an empty table.
/// </summary>
public sealed class TabularAgent : IAgent
{
    private readonly TabularOptions _options;
    private readonly EnvironmentSpec _spec;
    private readonly int _length, _actions;
    private readonly Schedule _stepSize, _epsilon;
    private readonly QTable _table;
    private readonly ITableLearner _learner;
    private readonly int[] _rows;       // [lanes]: where the lane probably is, to save looking it up; -1 for nowhere
    private readonly int[] _ahead;      // [lanes]: the action that Sarsa has chosen already, -1 for none
    private Rng _exploration;
    private long _steps, _episodes;
    private Rates _rates;
    private RunningMean _squaredError, _value;

    /// <summary>An agent with an empty table.</summary>
    /// <param name="options">How it learns.</param>
    /// <param name="spec">The environment.</param>
    /// <param name="lanes">Number of lanes.</param>
    /// <param name="seed">Random seed.</param>
    /// <exception cref="BellmanException">An option is out of range.</exception>
    public TabularAgent(TabularOptions options, EnvironmentSpec spec, int lanes, ulong seed)
    {
        options.Validate();
        (_options, _spec, _stepSize, _epsilon) = (options, spec, options.StepSize, options.Epsilon);
        (_length, _actions) = (spec.ObservationLength, spec.ActionCount);
        _table = new(spec.ObservationLength, spec.ActionCount, options.InitialValue);
        ulong draws = Seeds.For(seed, RandomStream.Replay);
        _learner = options.Method switch
        {
            TabularMethod.DoubleQ => new DoubleQ(_table, options.Gamma, draws),
            TabularMethod.NStepQ => new NStepQ(_table, options.Gamma, options.NStep, lanes),
            TabularMethod.QLambda => new QLambda(_table, options.Gamma, options.Lambda, lanes),
            TabularMethod.DynaQ => new DynaQ(_table, options.Gamma, options.Planning, draws),
            _ => new OneStep(_table, options.Method, options.Gamma),
        };
        _rows = new int[lanes];
        _ahead = new int[lanes];
        Array.Fill(_rows, -1);
        Array.Fill(_ahead, -1);
        _exploration = new Rng(Seeds.For(seed, RandomStream.Exploration));
        Greedy = new TablePolicy(_table, options, spec);
        _rates = RatesNow();
    }

    /// <inheritdoc/>
    public IPolicy Greedy { get; }

    /// <inheritdoc/>
    public long Updates => _learner.Updates;

    /// <inheritdoc/>
    public void Act(ReadOnlySpan<float> observations, ReadOnlySpan<bool> legal, Span<int> actions)
    {
        int[] rows = _rows, ahead = _ahead;
        Rng random = _exploration;
        for (int lane = 0; lane < actions.Length; lane++)
        {
            int row = rows[lane] = FindAgain(observations, legal, lane);
            actions[lane] = ahead[lane] >= 0 ? ahead[lane] : Choose(row, ref random);
        }
        _exploration = random;
    }

    /// <inheritdoc/>
    public void Observe(in Experience experience)
    {
        ReadOnlySpan<float> observations = experience.Observations, nextObservations = experience.NextObservations;
        ReadOnlySpan<bool> legal = experience.NextLegalActions;
        ReadOnlySpan<int> actions = experience.Actions;
        ReadOnlySpan<Outcome> outcomes = experience.Outcomes;
        bool looksAhead = _options.Method == TabularMethod.Sarsa;
        var oneStep = _learner as OneStep;
        QTable table = _table;
        Rates rates = _rates;
        int ended = 0;
        double squares = 0, values = 0;
        for (int lane = 0; lane < outcomes.Length; lane++)
        {
            Outcome outcome = outcomes[lane];
            int row = FindAgain(observations, [], lane), action = actions[lane];
            int successor = outcome.Bootstraps ? Find(nextObservations, legal, lane) : -1;
            int next = looksAhead && successor >= 0 ? ChooseAhead(successor) : -1;
            _rows[lane] = successor;
            _ahead[lane] = outcome.EpisodeOver ? -1 : next;
            values += table.Values[table.Pair(row, action)];
            var step = new TableStep(lane, row, action, outcome.Reward, successor, next, outcome.EpisodeOver || !outcome.Bootstraps);
            // The usual learner is known here, so that it costs no call.
            double error = oneStep is not null ? oneStep.Learn(step, rates) : _learner.Learn(step, rates);
            squares += error * error;
            ended += outcome.EpisodeOver ? 1 : 0;
        }
        _squaredError.Add(squares, outcomes.Length);
        _value.Add(values, outcomes.Length);
        _steps += outcomes.Length;
        _episodes += ended;
        _rates = RatesNow();
    }

    /// <inheritdoc/>
    public IPolicy Snapshot() => new TablePolicy(_table.Copy(), _options, _spec);

    /// <inheritdoc/>
    /// <remarks>The loss is the mean of the squared errors.</remarks>
    public AgentReport Report() => new(_squaredError.Take(), _value.Take(), _rates.Epsilon);

    /// <inheritdoc/>
    public void Sync(StateStream stream)
    {
        stream.Section("tabular");
        stream.Sync(ref _steps);
        stream.Sync(ref _episodes);
        stream.Sync<int>(_ahead);
        OptionCheck.Saved(!_ahead.AsSpan().ContainsAnyExceptInRange(-1, _actions - 1), "actions ahead");
        stream.Sync(ref _squaredError);
        stream.Sync(ref _value);
        _exploration.Sync(stream);
        _table.Sync(stream);
        _learner.Sync(stream);
        _rates = RatesNow();
    }

    private Rates RatesNow()
    {
        var now = new Counters(_steps, _episodes, Updates);
        return new(_stepSize.At(now), _options.VisitPower, _epsilon.At(now));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int Find(ReadOnlySpan<float> observations, ReadOnlySpan<bool> legal, int lane)
    {
        int row = _table.FindNumbered(observations.Slice(lane * _length, _length));
        return row >= 0 ? row : FindSlowly(observations, legal, lane);
    }

    // Where the lane is now: most probably where it was seen last.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int FindAgain(ReadOnlySpan<float> observations, ReadOnlySpan<bool> legal, int lane)
    {
        int row = _rows[lane];
        return _table.IsAt(row, observations.Slice(lane * _length, _length)) ? row : Find(observations, legal, lane);
    }

    // Not inlined, as everything that is rare: it would take the registers of what is not.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private int FindSlowly(ReadOnlySpan<float> observations, ReadOnlySpan<bool> legal, int lane)
        => _table.FindOrAdd(observations.Slice(lane * _length, _length), legal.IsEmpty ? [] : legal.Slice(lane * _actions, _actions));

    [MethodImpl(MethodImplOptions.NoInlining)]
    private int ChooseAhead(int row) => Choose(row, ref _exploration);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int Choose(int row, ref Rng random)
    {
        // One draw decides whether to explore, with its upper half, and among which, with its lower.
        ulong draw = random.NextBits();
        ReadOnlySpan<double> values = _table.Row(row);
        double least = (draw >> 32) < _rates.ExploreBelow ? double.MinValue : ActionValueRow.Max(values);
        return ActionValueRow.DrawAmong(values, least, (uint)draw);
    }
}
