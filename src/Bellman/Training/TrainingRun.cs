using System.Runtime.InteropServices;
using Bellman.Agents;
using Bellman.Environments;

namespace Bellman.Training;

/// <summary>
/// A training run: the lanes, the agent, and the best policy so far by greedy evaluation. <see cref="Train"/> is a
/// sequence of <see cref="Progress"/> that the caller enumerates. Between two of them the caller may log, render, save
/// a <see cref="Checkpoint"/> or stop.
/// </summary>
public sealed class TrainingRun : IStateful, IDisposable
{
    private const string Unsaid = "training", Said = $"{Unsaid} in ";

    private readonly WorkerPool _workers;
    private readonly Arena _arena;
    private readonly Selection _selection;
    private readonly int[] _actions;
    private List<Episode> _finished = [];
    private List<Episode> _reported = [];
    private bool _reportIsDue;

    /// <summary>Creates a run in an environment of the <see cref="Catalogue"/>.</summary>
    /// <exception cref="BellmanException">The environment is unknown, or an option is out of range.</exception>
    public TrainingRun(RunOptions options)
        : this(options, options.EnvironmentFactory())
    {
    }

    /// <summary>Creates a run in an environment of your own.</summary>
    /// <param name="options">The options of the run.</param>
    /// <param name="createEnvironment">
    /// Creates one environment; called once per lane and once per parallel evaluation episode.
    /// </param>
    /// <param name="createAgent">
    /// Creates an agent of your own, or one with a network of your own; null: the agent of the options.
    /// </param>
    /// <exception cref="BellmanException">An option is out of range.</exception>
    public TrainingRun(RunOptions options, Func<IEnvironment> createEnvironment, Func<EnvironmentSpec, IAgent>? createAgent = null)
    {
        options.Validate();
        Options = options;
        createEnvironment = options.ThroughPixels(createEnvironment);
        _workers = new WorkerPool(options.Threads);
        createEnvironment = new EnvironmentSource(createEnvironment).Make;
        try
        {
            Environments = new VectorEnvironment(createEnvironment, options.Lanes, Seeds.For(options.Seed, RandomStream.Environments), _workers);
            Agent = createAgent is not null ? createAgent(Environments.Spec)
                : options.Agent.CreateAgent(Environments.Spec, options.Lanes, options.Seed, _workers);
            _actions = new int[options.Lanes];
            _arena = new Arena(createEnvironment, options.LongestEpisode, options.EvaluateEpsilon, _workers);
            _selection = new Selection(options, _arena, Agent);
        }
        catch
        {
            _arena?.Dispose();
            Environments?.Dispose();
            _workers.Dispose();
            throw;
        }
    }

    /// <summary>The options.</summary>
    public RunOptions Options { get; }

    /// <summary>The training environments.</summary>
    public VectorEnvironment Environments { get; }

    /// <summary>The agent.</summary>
    public IAgent Agent { get; }

    /// <summary>Steps, episodes and updates so far.</summary>
    public Counters Counters => new(Environments.Steps, Environments.Episodes, Agent.Updates);

    /// <summary>The evaluation that selected the best policy; null before the first evaluation.</summary>
    public Evaluation? Best => _selection.Best;

    /// <summary>The best policy so far, or the present one before the first evaluation.</summary>
    public IPolicy Policy => _selection.Policy ?? Agent.Snapshot();

    /// <summary>Whether an evaluation reached <see cref="RunOptions.StopAt"/>.</summary>
    public bool IsSolved => Best?.Mean >= Options.StopAt;

    /// <summary>
    /// Whether the run is finished: all steps are taken, or the score <see cref="RunOptions.StopAt"/> was reached.
    /// </summary>
    public bool IsFinished => !_reportIsDue && (Environments.Steps >= Options.Steps || IsSolved);

    /// <summary>
    /// Progress of the evaluation in which <see cref="Train"/> was left; null: it was left between two steps.
    /// </summary>
    public EvaluationProgress? Evaluating => _arena.IsPlaying ? _arena.Progress : null;

    /// <summary>
    /// Fingerprint: a hash of what the present agent has learned. Equal runs have equal fingerprints; a new option or a
    /// new format of files changes none.
    /// </summary>
    public ulong Fingerprint
    {
        get
        {
            using var bytes = new MemoryStream();
            PolicyFile.SyncLearned(StateStream.Writer(bytes), Agent.Snapshot());
            ulong hash = 0xCBF29CE484222325UL;
            foreach (byte b in bytes.GetBuffer().AsSpan(0, (int)bytes.Length))
            {
                hash = (hash ^ b) * 0x100000001B3UL; // FNV-1a
            }
            return hash;
        }
    }

    /// <summary>
    /// Trains until <see cref="RunOptions.Steps"/> or until <see cref="RunOptions.StopAt"/> is reached. You may leave
    /// the sequence at any time; enumerating again resumes it.
    /// </summary>
    /// <param name="cancellation">
    /// Ends the sequence without an exception: after the present step, between two gradient steps, or in the middle of
    /// an evaluation. The run can then be saved, or enumerated again, and ends with the same bits. A run loaded from
    /// such a <see cref="Checkpoint"/> repeats the evaluation from its beginning.
    /// </param>
    public IEnumerable<Progress> Train(CancellationToken cancellation = default)
    {
        while (!IsFinished && !cancellation.IsCancellationRequested)
        {
            if (Agent.Learn(cancellation) && !_reportIsDue)
            {
                Step(cancellation);
                _reportIsDue = Environments.Steps >= Options.Steps || Passes(Options.ReportEvery) || Passes(Options.EvaluateEvery);
            }
            if (_reportIsDue && Agent.Learn(cancellation) && TryReport(cancellation, out Progress progress))
            {
                yield return progress;
            }
        }
    }

    /// <summary>Evaluates the best policy on episodes that were not used for its selection.</summary>
    /// <param name="episodes">How many, at least 1.</param>
    /// <param name="progress">Receives the progress after every step.</param>
    /// <param name="cancellation">Ends the evaluation early, without a result. The run is unchanged.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public Evaluation Score(int episodes, IProgress<EvaluationProgress>? progress = null, CancellationToken cancellation = default)
        => _arena.Play(Policy, episodes, Seeds.For(Options.Seed, RandomStream.Score), progress, cancellation);

    /// <inheritdoc/>
    public void Sync(StateStream stream)
    {
        SyncEnvironment(stream);
        stream.Sync(ref _reportIsDue);
        int finished = _finished.Count;
        stream.SyncCount(ref finished, Episode.Bytes);
        CollectionsMarshal.SetCount(_finished, finished);
        foreach (ref Episode episode in CollectionsMarshal.AsSpan(_finished))
        {
            Episode.Sync(stream, ref episode);
        }
        _selection.Sync(stream);
        Environments.Sync(stream);
        Agent.Sync(stream);
    }

    /// <summary>Ends the threads and disposes the environments.</summary>
    public void Dispose()
    {
        _arena.Dispose();
        Environments.Dispose();
        _workers.Dispose();
    }

    private void Step(CancellationToken cancellation)
    {
        Agent.Act(Environments.Observations, Environments.LegalActions, _actions);
        Agent.Observe(Environments.Step(_actions), cancellation);
        for (int i = 0; i < Environments.Finished.Count; i++)
        {
            _finished.Add(Environments.Finished[i]);
        }
    }

    // False where an evaluation was left: the report stays due.
    private bool TryReport(CancellationToken cancellation, out Progress progress)
    {
        progress = default;
        Evaluation? evaluation = null;
        bool isBest = false;
        // An end between two evaluations makes none of its own: prolonging the run would not undo what it chose.
        if (Passes(Options.EvaluateEvery))
        {
            evaluation = _selection.Evaluate(Environments.Steps, cancellation, out isBest);
            if (evaluation is null)
            {
                return false;
            }
        }
        _reportIsDue = false;
        (_reported, _finished) = (_finished, _reported);
        _finished.Clear();
        progress = new Progress(Counters, Agent.Report(), _reported, evaluation, isBest);
        return true;
    }

    // Whether the last step completed a period; 0 never ends.
    private bool Passes(int period) => period > 0 && Environments.Steps / period > (Environments.Steps - Options.Lanes) / period;

    /// <summary>Digest of the environment of a saved state, from the text at its beginning; null: unknown.</summary>
    internal static string? SavedDigest(string text) => text.StartsWith(Said, StringComparison.Ordinal) ? text[Said.Length..] : null;

    /// <summary>Checks the digest of the environment. Runs saved without a digest are accepted.</summary>
    private void SyncEnvironment(StateStream stream)
    {
        string here = Environments.Spec.Digest is { } digest ? Said + digest : Unsaid, found = here;
        stream.Sync(ref found);
        if (found != here && found != Unsaid)
        {
            throw new BellmanException(found.StartsWith(Unsaid, StringComparison.Ordinal)
                ? $"What {Environments.Spec.Name} consists of (its transitions, or its ROM) has changed since the run was saved: "
                    + "put the old file back, or begin a new run."
                : $"The saved state holds something else where '{Unsaid}' was expected: it belongs to other options.");
        }
    }
}
