using System.Runtime.InteropServices;
using Bellman.Agents;
using Bellman.Agents.Tabular;
using Bellman.Environments;

namespace Bellman.Training;

/// <summary>
/// A run: lanes, an agent, and the best policy so far by the run's own greedy evaluations. A sequence of <see cref="Progress"/> that the caller
/// enumerates: log, draw, save a <see cref="Checkpoint"/> or stop between two of them.
/// </summary>
public sealed class TrainingRun : IStateful, IDisposable
{
    private readonly Func<IEnvironment> _createWorld;
    private readonly Workers _workers;
    private readonly int[] _actions;
    private List<Episode> _finished = [];
    private List<Episode> _reported = [];
    private IPolicy? _best;
    private long _steps;
    private long _episodes;
    private long _evaluations;

    /// <summary>A run in one of the <see cref="Catalogue"/>'s worlds.</summary>
    /// <exception cref="BellmanException">The world is unknown or an option is out of range.</exception>
    public TrainingRun(RunOptions options)
        : this(options, options.WorldFactory())
    {
    }

    /// <summary>A run in a world of your own.</summary>
    /// <param name="options">Everything that determines the run.</param>
    /// <param name="createWorld">Makes one world; called once for each lane and evaluation.</param>
    /// <param name="createAgent">Makes an agent of your own, or one with a network of your own; null: the one that the options describe.</param>
    /// <exception cref="BellmanException">An option is out of range.</exception>
    public TrainingRun(RunOptions options, Func<IEnvironment> createWorld, Func<EnvironmentSpec, IAgent>? createAgent = null)
    {
        options.Validate();
        Options = options;
        _createWorld = createWorld;
        _workers = new Workers(options.Threads);
        World = new VectorEnvironment(createWorld, options.Lanes, Seeds.For(options.Seed, Purpose.Worlds), _workers);
        Agent = createAgent is not null ? createAgent(World.Spec) : options.Agent switch
        {
            DqnOptions dqn => new DqnAgent(dqn, World.Spec, options.Lanes, options.Seed, _workers),
            TabularOptions tabular => new TabularAgent(tabular, World.Spec, options.Lanes, options.Seed),
            _ => throw new BellmanException($"There is no agent for options of the kind {options.Agent.GetType().Name}."),
        };
        _actions = new int[options.Lanes];
    }

    /// <summary>What determines the run.</summary>
    public RunOptions Options { get; }

    /// <summary>The lanes.</summary>
    public VectorEnvironment World { get; }

    /// <summary>Who learns.</summary>
    public IAgent Agent { get; }

    /// <summary>Steps, episodes and updates so far.</summary>
    public Counters Counters => new(_steps, _episodes, Agent.Updates);

    /// <summary>The score by which the kept policy was chosen; null before the first evaluation.</summary>
    public Evaluation? Best { get; private set; }

    /// <summary>The policy that the run leaves: the best so far, or the present one where nothing was evaluated yet.</summary>
    public IPolicy Policy => _best ?? Agent.Snapshot();

    /// <summary>Whether an evaluation reached <see cref="RunOptions.StopAt"/>.</summary>
    public bool IsSolved => Best?.Mean >= Options.StopAt;

    /// <summary>A hash of everything that acting needs of the present agent: equal runs have equal fingerprints.</summary>
    public ulong Fingerprint
    {
        get
        {
            using var bytes = new MemoryStream();
            SyncPolicy(StateStream.Writer(bytes), Agent.Snapshot());
            ulong hash = 0xCBF29CE484222325UL;
            foreach (byte b in bytes.GetBuffer().AsSpan(0, (int)bytes.Length))
            {
                hash = (hash ^ b) * 0x100000001B3UL; // FNV-1a
            }
            return hash;
        }
    }

    /// <summary>
    /// Trains until <see cref="RunOptions.Steps"/> or until it is solved. Leave the sequence at any time; enumerating again goes on.
    /// </summary>
    public IEnumerable<Progress> Train()
    {
        while (_steps < Options.Steps && !IsSolved)
        {
            long before = _steps;
            Step();
            bool isLast = _steps >= Options.Steps;
            bool evaluate = Options.EvaluateEvery > 0 && (isLast || Passed(Options.EvaluateEvery, before));
            if (evaluate || isLast || Passed(Options.ReportEvery, before))
            {
                (Evaluation? evaluation, bool isBest) = evaluate ? Evaluate() : (null, false);
                (_reported, _finished) = (_finished, _reported);
                _finished.Clear();
                yield return new Progress(Counters, Agent.Report(), _reported, evaluation, isBest);
            }
        }
    }

    /// <summary>Plays the policy that the run leaves on episodes by which it was not chosen.</summary>
    public Evaluation Score(int episodes)
        => Evaluator.Run(Policy, _createWorld, episodes, Seeds.For(Options.Seed, Purpose.Score), Options.LongestEpisode);

    /// <inheritdoc/>
    public void Sync(StateStream stream)
    {
        stream.Section("training");
        stream.Sync(ref _steps);
        stream.Sync(ref _episodes);
        stream.Sync(ref _evaluations);
        int finished = _finished.Count;
        stream.Sync(ref finished);
        CollectionsMarshal.SetCount(_finished, finished);
        stream.Sync(CollectionsMarshal.AsSpan(_finished));
        SyncBest(stream);
        World.Sync(stream);
        Agent.Sync(stream);
    }

    /// <summary>Ends the threads.</summary>
    public void Dispose() => _workers.Dispose();

    private void Step()
    {
        Agent.Act(World.Observations, World.Legal, _actions);
        Agent.Observe(World.Step(_actions));
        _steps += Options.Lanes;
        _episodes += World.Finished.Count;
        for (int i = 0; i < World.Finished.Count; i++)
        {
            _finished.Add(World.Finished[i]);
        }
    }

    private bool Passed(long period, long before) => _steps / period > before / period;

    /// <summary>
    /// A quick evaluation first; only an agent that beats the best one by it is worth a long one, and only a better long one replaces it:
    /// the more often an agent is tried, the luckier its luckiest quick score.
    /// </summary>
    private (Evaluation Evaluation, bool IsBest) Evaluate()
    {
        Evaluation score = Play(Options.EvaluateEpisodes);
        if (Best is not null && score.Mean <= Best.Mean)
        {
            return (score, false);
        }
        score = Options.ConfirmEpisodes > 0 ? Play(Options.ConfirmEpisodes) : score;
        if (Best is not null && score.Mean <= Best.Mean)
        {
            return (score, false);
        }
        Best = score;
        _best = Agent.Snapshot();
        return (score, true);
    }

    private Evaluation Play(int episodes)
        => Evaluator.Run(Agent.Greedy, _createWorld, episodes, Seeds.For(Options.Seed, Purpose.Selection, (ulong)_evaluations++),
            Options.LongestEpisode);

    private void SyncBest(StateStream stream)
    {
        bool has = _best is not null;
        stream.Sync(ref has);
        if (!has)
        {
            return;
        }
        (int Episodes, double Mean, double Std, double Min, double Max) best =
            Best is null ? default : (Best.Episodes, Best.Mean, Best.Std, Best.Min, Best.Max);
        stream.Sync(ref best);
        Best = new(best.Episodes, best.Mean, best.Std, best.Min, best.Max);
        _best = SyncPolicy(stream, stream.IsReading ? Agent.Snapshot() : _best!);
    }

    private static IPolicy SyncPolicy(StateStream stream, IPolicy policy)
    {
        if (policy is IStateful own)
        {
            own.Sync(stream);
        }
        else
        {
            PolicyFile.Sync(stream, ref policy);
        }
        return policy;
    }
}
