using Bellman.Learning;

namespace Bellman.Agents.Pqn;

/// <summary>
/// Parallelised Q-network (Gallici et al. 2025, algorithm 1), as its options say: collect a rollout, look back over it,
/// fit the network to the lambda returns. The values in these returns are those that the network had when it acted;
/// later epochs do not work them out again.
/// </summary>
internal sealed class PqnAgent : IAgent
{
    private readonly PqnOptions _options;
    private readonly EnvironmentSpec _spec;
    private readonly IQHead _head;
    private readonly INetwork _online;
    private readonly Func<INetwork> _createFrozen;
    private readonly Explorer _explorer;
    private readonly RewardShaping _shaping;
    private readonly Rollout _rollout;
    private readonly Minibatches _minibatches;
    private readonly ReturnBatch _batch;
    private readonly float[] _values; // [lanes x actions]
    private readonly int[] _best;     // [lanes]
    private readonly float[] _largest;
    private Counters _now;
    private bool _hasActed;
    private int _due; // gradient steps
    private RunningMean _loss;
    private RunningMean _value;

    /// <summary>An agent with Bellman's own network.</summary>
    /// <param name="options">How it learns.</param>
    /// <param name="spec">The environment.</param>
    /// <param name="lanes">Number of lanes.</param>
    /// <param name="seed">Random seed.</param>
    /// <param name="workers">Threads for the network; null: the caller's thread only.</param>
    /// <exception cref="BellmanException">An option is out of range, or the machine has too little memory.</exception>
    public PqnAgent(PqnOptions options, EnvironmentSpec spec, int lanes, ulong seed, WorkerPool? workers = null)
        : this(options, spec, lanes, seed, Creating(options, spec, lanes, seed, workers))
    {
    }

    internal PqnAgent(PqnOptions options, EnvironmentSpec spec, int lanes, ulong seed, Func<bool, INetwork> createNetwork)
    {
        var shape = RolloutShape.Of(options, spec, lanes);
        (_options, _spec) = (options, spec);
        _head = options.QNetwork.Head.Create(LossKind.HalfSquared);
        _online = createNetwork(true);
        _createFrozen = () => createNetwork(false);
        _explorer = new Explorer(spec.ActionCount, lanes, options.Persistence, new Rng(Seeds.For(seed, RandomStream.Exploration)));
        _shaping = new RewardShaping(options.ClipReward, options.EndReward, lanes, options.RewardScale);
        _rollout = new Rollout(spec, options.Rollout, lanes);
        _minibatches = new Minibatches(shape.Rows, options.Minibatches, new Rng(Seeds.For(seed, RandomStream.Replay)));
        _batch = new ReturnBatch(shape.BatchRows, spec.ObservationLength, spec.ActionCount, _head);
        _values = new float[lanes * spec.ActionCount];
        _best = new int[lanes];
        _largest = new float[lanes];
        Greedy = new LiveGreedyPolicy(_online, _head, spec.ActionCount);
    }

    /// <inheritdoc/>
    public IPolicy Greedy { get; }

    /// <inheritdoc/>
    public long Updates => _now.Updates;

    /// <inheritdoc/>
    public void Act(ReadOnlySpan<float> observations, ReadOnlySpan<bool> legal, Span<int> actions)
    {
        Evaluate(observations, legal);
        Policy.RequireFinite(_values);
        _rollout.GoOn(_largest);
        _best.CopyTo(actions);
        _explorer.Explore((float)_options.Epsilon.At(_now), legal, actions);
        for (int lane = 0; lane < actions.Length; lane++)
        {
            _value.Add(_values[lane * _spec.ActionCount + actions[lane]]);
        }
        _hasActed = true;
    }

    /// <inheritdoc/>
    public void Observe(in Experience experience) => Observe(experience, CancellationToken.None);

    /// <inheritdoc/>
    public bool Observe(in Experience experience, CancellationToken cancellation)
    {
        if (!_hasActed || _due > 0)
        {
            throw new BellmanException("PQN learns from its own actions: call Act, and Learn until it returns true, before the next Observe.");
        }
        _hasActed = false;
        _rollout.Append(_shaping.Apply(experience));
        _explorer.EndRepeats(experience.Outcomes);
        bool outOfTime = false;
        foreach (Outcome outcome in experience.Outcomes)
        {
            outOfTime |= outcome.EpisodeOver && outcome.Bootstraps;
        }
        if (outOfTime || _rollout.IsFull)
        {
            Evaluate(experience.NextObservations, experience.NextLegalActions);
            _rollout.LeadTo(_largest);
        }
        _now = _now.After(experience);
        if (_rollout.IsFull)
        {
            _rollout.FillReturns(_options.Gamma, _options.Lambda);
            _due = _options.Epochs * _options.Minibatches;
        }
        return Learn(cancellation);
    }

    /// <inheritdoc/>
    public bool Learn(CancellationToken cancellation)
    {
        for (; _due > 0; _due--)
        {
            if (cancellation.IsCancellationRequested)
            {
                return false;
            }
            Learn();
        }
        if (_rollout.IsFull)
        {
            _rollout.Clear();
        }
        return true;
    }

    /// <inheritdoc/>
    public IPolicy Snapshot()
    {
        RequireSound();
        INetwork copy = _createFrozen();
        copy.CopyFrom(_online);
        return new QNetworkPolicy((Network)copy, _options.QNetwork, _spec);
    }

    /// <inheritdoc/>
    public AgentReport Report() => new(_loss.Take(), _value.Take(), _options.Epsilon.At(_now), _head.Edge?.Take() ?? double.NaN);

    /// <inheritdoc/>
    public void Sync(StateStream stream)
    {
        if (!stream.IsReading)
        {
            RequireSound();
        }
        stream.Section("pqn");
        stream.Sync(ref _now);
        stream.Sync(ref _hasActed);
        stream.Sync(ref _due);
        stream.Sync(ref _loss);
        stream.Sync(ref _value);
        _head.Edge?.Sync(stream);
        _explorer.Sync(stream);
        _online.Sync(stream);
        _rollout.Sync(stream);
        _minibatches.Sync(stream);
        int all = _options.Epochs * _options.Minibatches;
        OptionCheck.Saved(_due >= 0 && _due <= all && _rollout.IsFull == _due > 0 && (all - _due) % _options.Minibatches == _minibatches.Taken, "rollout");
    }

    private static Func<bool, INetwork> Creating(PqnOptions options, EnvironmentSpec spec, int lanes, ulong seed, WorkerPool? workers)
    {
        var shape = RolloutShape.Of(options, spec, lanes);
        shape.RequireFits(options, spec, lanes);
        var clip = new GradientClip(null, (float?)options.ClipNorm);
        double penalty = options.StreamPenalty / shape.BatchRows;
        return learns => options.QNetwork.CreateNetwork(spec, seed, learns ? options.Optimizer : null, clip, workers, penalty);
    }

    /// <summary>Fills the values of all lanes, which legal actions are the best, and what these are worth.</summary>
    private void Evaluate(ReadOnlySpan<float> observations, ReadOnlySpan<bool> legal)
    {
        _head.Values(_online.Outputs(observations, _best.Length, _best.Length * _head.OutputCount(_spec.ActionCount), ForwardMode.Explore), _values);
        Policy.Greedy(_values, legal, _best);
        for (int lane = 0; lane < _best.Length; lane++)
        {
            _largest[lane] = _values[lane * _spec.ActionCount + _best[lane]];
        }
    }

    private void Learn()
    {
        ReadOnlySpan<int> rows = _minibatches.Next();
        _rollout.Gather(rows, _batch);
        float loss = _batch.Learn(_online, rows.Length, (float)_options.LearningRate.At(_now));
        if (float.IsNaN(loss))
        {
            throw Divergence.At(_now.Steps, _batch.LargestError, "rewardScale, clipReward");
        }
        _loss.Add(loss);
        _now = _now with { Updates = _now.Updates + 1 };
    }

    /// <summary>
    /// A diverged network is not kept. Those before were seen to be finite when they acted; nothing has acted on this
    /// one yet.
    /// </summary>
    private void RequireSound()
        => Policy.RequireFinite(_online.Outputs(_batch.Observations, _batch.Rows, _batch.Rows * _head.OutputCount(_spec.ActionCount), ForwardMode.Evaluate));
}
