using Bellman.Learning;
using Bellman.Neural.Layers;
using Bellman.Replay;

namespace Bellman.Agents.Dqn;

/// <summary>
/// The DQN agent: deep Q-learning with replay memory and target network (Mnih et al. 2015, algorithm 1). Its options
/// select the variants.
/// </summary>
public sealed class DqnAgent : IAgent
{
    private readonly DqnOptions _options;
    private readonly EnvironmentSpec _spec;
    private readonly IQHead _head;
    private readonly INetwork _online;
    private readonly INetwork _target;
    private readonly Func<INetwork> _createFrozen;
    private readonly QLearner _learner;
    private readonly ReplayMemory _memory;
    private readonly TransitionBatch _batch;
    private readonly float[] _values;
    private readonly RewardShaping _shaping;
    private readonly Explorer _explorer;
    private readonly bool _isOwn; // the network: no policy file can make it again
    private Rng _sampling;
    private Rng _noise;
    private Counters _now;
    private long _due; // gradient steps
    private long _targetDue; // updates of the target network
    private RunningMean _loss;
    private RunningMean _value;

    /// <summary>Creates an agent with Bellman's own network.</summary>
    /// <param name="options">How it learns.</param>
    /// <param name="spec">The environment.</param>
    /// <param name="lanes">Number of lanes.</param>
    /// <param name="seed">Random seed.</param>
    /// <param name="workers">Threads for the network; null: the caller's thread only.</param>
    /// <exception cref="BellmanException">
    /// An option is out of range, or the memory does not fit the machine.
    /// </exception>
    public DqnAgent(DqnOptions options, EnvironmentSpec spec, int lanes, ulong seed, WorkerPool? workers = null)
        : this(options, spec, lanes, seed, Creating(options, spec, lanes, seed, workers))
        => _isOwn = false;

    /// <summary>Creates an agent with a network of your own.</summary>
    /// <param name="options">How it learns.</param>
    /// <param name="spec">The environment.</param>
    /// <param name="lanes">Number of lanes.</param>
    /// <param name="seed">Random seed.</param>
    /// <param name="createNetwork">Creates a new network at each call; the argument says whether it will learn.</param>
    /// <exception cref="BellmanException">
    /// An option is out of range, a network does not fit the environment, or the memory the machine.
    /// </exception>
    public DqnAgent(DqnOptions options, EnvironmentSpec spec, int lanes, ulong seed, Func<bool, INetwork> createNetwork)
    {
        options.Validate();
        DqnReplay.RequireFits(options, spec, lanes, []);
        (_options, _spec, _isOwn) = (options, spec, true);
        _head = options.Head.Create(options.Loss);
        _memory = new ReplayMemory(DqnReplay.Shape(options, spec, lanes));
        _online = Fitting(createNetwork(true));
        _createFrozen = () => Fitting(createNetwork(false));
        _target = _createFrozen();
        if (ReferenceEquals(_online, _target))
        {
            throw new BellmanException("The function that makes networks gave the same one twice: it must make a new one each time, or the target "
                + "would be what learns.");
        }
        _target.CopyFrom(_online);
        _learner = new QLearner(_online, _target, _head, spec.ActionCount, options.Batch, options.Double, options.SoftTargets);
        _batch = new TransitionBatch(options.Batch, spec.ObservationLength, _memory.Shape.MaskedActions, options.Priority is not null);
        _values = new float[lanes * spec.ActionCount];
        _shaping = new RewardShaping(options.ClipReward, options.EndReward, lanes);
        _explorer = new Explorer(spec.ActionCount, lanes, options.Persistence, new Rng(Seeds.For(seed, RandomStream.Exploration)));
        _sampling = new Rng(Seeds.For(seed, RandomStream.Replay));
        _noise = new Rng(Seeds.For(seed, RandomStream.Noise));
        Greedy = new LiveGreedyPolicy(_online, _head, spec.ActionCount);
    }

    /// <inheritdoc/>
    public IPolicy Greedy { get; }

    /// <inheritdoc/>
    public long Updates => _now.Updates;

    /// <summary>The layers of the network that these options ask for in an environment, first to last.</summary>
    /// <exception cref="BellmanException">A layer does not fit its input.</exception>
    public static IReadOnlyList<ILayer> Layers(DqnOptions options, EnvironmentSpec spec) => options.QNetwork.CreateLayers(spec);

    /// <inheritdoc/>
    public void Act(ReadOnlySpan<float> observations, ReadOnlySpan<bool> legal, Span<int> actions)
    {
        int lanes = actions.Length;
        Span<float> values = _values.AsSpan(0, lanes * _spec.ActionCount);
        _online.DrawNoise(ref _noise, lanes);
        _head.Values(_online.Outputs(observations, lanes, lanes * _head.OutputCount(_spec.ActionCount), ForwardMode.Explore), values);
        Policy.RequireFinite(values);
        Policy.Greedy(values, legal, actions);
        _explorer.Explore((float)_options.Epsilon.At(_now), legal, actions);
        for (int lane = 0; lane < lanes; lane++)
        {
            _value.Add(values[lane * _spec.ActionCount + actions[lane]]);
        }
    }

    /// <inheritdoc/>
    public void Observe(in Experience experience) => Observe(experience, CancellationToken.None);

    /// <inheritdoc/>
    public bool Observe(in Experience experience, CancellationToken cancellation)
    {
        _memory.Append(_shaping.Apply(experience));
        _explorer.EndRepeats(experience.Outcomes);
        Counters before = _now;
        _now = _now.After(experience);
        _targetDue += _options.TargetEvery.Elapsed(before, _now);
        if (_now.Steps > _options.LearningStarts && _memory.Count > 0)
        {
            _due += _options.TrainEvery.Elapsed(before, _now) * _options.GradientSteps;
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
        UpdateTarget(); // by the steps or episodes of an experience, after all that was learned from it
        return true;
    }

    /// <inheritdoc/>
    public IPolicy Snapshot()
    {
        RequireSound();
        INetwork copy = _createFrozen();
        copy.CopyFrom(_online);
        return _isOwn ? new LiveGreedyPolicy(copy, _head, _spec.ActionCount) : new QNetworkPolicy((Network)copy, _options.QNetwork, _spec);
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
        stream.Section("dqn");
        stream.Sync(ref _now);
        stream.Sync(ref _due);
        stream.Sync(ref _targetDue);
        // Never more than one step of all lanes makes due: whoever reads a larger number would learn from it for ever.
        OptionCheck.Saved(_due >= 0 && _due <= (long)_memory.Shape.Lanes * _options.GradientSteps, "gradient steps");
        OptionCheck.Saved(_targetDue >= 0 && _targetDue <= _memory.Shape.Lanes, "updates of the target network");
        stream.Sync(ref _loss);
        stream.Sync(ref _value);
        _head.Edge?.Sync(stream);
        _explorer.Sync(stream);
        _sampling.Sync(stream);
        if (_options.HasNoise)
        {
            _noise.Sync(stream);
        }
        _online.Sync(stream);
        _target.Sync(stream);
        _memory.Sync(stream);
        if (stream.IsReading)
        {
            _memory.CheckActions(_spec.ActionCount);
        }
    }

    private static Func<bool, INetwork> Creating(DqnOptions options, EnvironmentSpec spec, int lanes, ulong seed, WorkerPool? workers)
    {
        options.Validate();
        DqnReplay.RequireFits(options, spec, lanes, Layers(options, spec));
        var clip = new GradientClip((float?)options.ClipValue, (float?)options.ClipNorm);
        return learns => options.QNetwork.CreateNetwork(spec, seed, learns ? options.Optimizer : null, clip, workers, options.StreamPenalty / options.Batch);
    }

    private INetwork Fitting(INetwork? network)
    {
        if (network is null)
        {
            throw new BellmanException("The function that makes networks gave none.");
        }
        int outputs = _head.OutputCount(_spec.ActionCount);
        return network.InputLength == _spec.ObservationLength && network.OutputLength == outputs ? network : throw new BellmanException(
            $"A network of {network.InputLength} inputs and {network.OutputLength} outputs does not fit {_spec.Name}, "
            + $"which needs {_spec.ObservationLength} and {outputs}.");
    }

    private void Learn()
    {
        Counters before = _now;
        _memory.Sample(_batch, ref _sampling, _options.ImportanceBeta.At(_now));
        float loss = _learner.Learn(_batch, (float)_options.LearningRate.At(_now), ref _noise);
        if (float.IsNaN(loss))
        {
            throw Divergence.At(_now.Steps, FiniteNumbers.Largest(_batch.Errors), "clipReward");
        }
        _memory.Update(_batch);
        _loss.Add(loss);
        _now = _now with { Updates = _now.Updates + 1 };
        if (_options.TargetEvery.Unit == TrainingUnit.Updates)
        {
            _targetDue = _options.TargetEvery.Elapsed(before, _now);
            UpdateTarget();
        }
    }

    /// <summary>
    /// As far as if it had followed after each period, of which several pass at once where lanes step together.
    /// </summary>
    private void UpdateTarget()
    {
        if (_targetDue > 0)
        {
            double tau = _options.Tau;
            _learner.UpdateTarget((float)(_targetDue == 1 ? tau : 1 - Math.Pow(1 - tau, _targetDue)));
            _targetDue = 0;
        }
    }

    /// <summary>
    /// A diverged network is not kept. Those before were seen to be finite when they acted; nothing has acted on this
    /// one yet.
    /// </summary>
    private void RequireSound()
    {
        int rows = _options.Batch;
        Policy.RequireFinite(_online.Outputs(_batch.Observations, rows, rows * _head.OutputCount(_spec.ActionCount), ForwardMode.Evaluate));
    }
}
