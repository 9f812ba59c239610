using Bellman.Agents;
using Bellman.Environments;
using Bellman.Learning;

namespace Bellman.Training;

/// <summary>
/// The environments that evaluations play in, side by side in one batch: made when they are first needed and kept for
/// the next evaluation, which finds each as it was made (a console's RAM would outlive a reset). Slow environments are
/// shared among threads, which changes nothing else.
/// </summary>
internal sealed class Arena(Func<IEnvironment> createEnvironment, int longest, double epsilon = 0, WorkerPool? workers = null) : IParallelWork, IDisposable
{
    private const int MostLanes = 32;

    private readonly EnvironmentSource _source = new(createEnvironment);
    private readonly List<Game> _games = [];
    private EnvironmentSpec _spec = null!; // known with the first world
    private WorkerPool? _shared; // null where the worlds are not worth sharing
    private float[] _observations = [];
    private bool[] _legal = [];
    private int[] _actions = [];
    private double[] _returns = [];
    private ulong _seed;
    private long _mostSteps;
    private long _steps;
    private int _begun;
    private int _going;
    private int _cut;
    private int _nextLane;
    private bool _someBegin;
    private bool _isBeginning;

    /// <summary>
    /// Whether an evaluation has begun that <see cref="End"/> or <see cref="Abandon"/> has not ended.
    /// </summary>
    public bool IsPlaying { get; private set; }

    /// <summary>How far it has come.</summary>
    public EvaluationProgress Progress => new(_begun - _going, _returns.Length, _steps);

    /// <summary>Begins an evaluation.</summary>
    /// <param name="episodes">How many, at least 1.</param>
    /// <param name="seed">Episode i draws from stream i of this seed.</param>
    /// <param name="mostSteps">
    /// After so many steps, all episodes together, those still going on are cut off and no other begins.
    /// </param>
    public void Begin(int episodes, ulong seed, long mostSteps = long.MaxValue)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(episodes, 1);
        IsPlaying = false;
        if (_games.Count == 0)
        {
            _games.Add(EnvironmentSource.Using(_source.Make(), environment => new Game(environment, longest)));
        }
        _spec = _source.Spec!;
        // Fewer where one array could not hold what so many show.
        int lanes = Math.Min(Math.Min(episodes, MostLanes), Math.Max(Array.MaxLength / Math.Max(_spec.ObservationLength, _spec.ActionCount), 1));
        while (_games.Count < lanes)
        {
            _games.Add(EnvironmentSource.Using(_source.Make(), environment => new Game(environment, longest)));
        }
        _shared = _spec.IsSlow && lanes > 1 && workers is { Threads: > 1 } ? workers : null;
        _observations = new float[lanes * _spec.ObservationLength];
        _legal = new bool[_spec.HasIllegalActions ? lanes * _spec.ActionCount : 0];
        _actions = new int[lanes];
        _returns = new double[episodes];
        (_seed, _mostSteps, _steps, _begun, _cut, _going) = (seed, mostSteps, 0, 0, 0, lanes);
        foreach (Game game in _games[..lanes])
        {
            game.Restore();
            game.Await(_begun++);
        }
        _someBegin = true;
        IsPlaying = true;
    }

    /// <summary>Takes an action in every episode that goes on; false where none does any more.</summary>
    /// <exception cref="BellmanException">The policy chose an action that there is not.</exception>
    public bool Step(IPolicy policy)
    {
        if (_going == 0)
        {
            return false;
        }
        if (_someBegin)
        {
            _someBegin = false;
            InEveryLane(beginning: true);
        }
        // The games still going on are always the first rows: policies see no padding.
        Span<bool> legal = _legal.AsSpan(0, _spec.HasIllegalActions ? _going * _spec.ActionCount : 0);
        policy.Act(_observations.AsSpan(0, _going * _spec.ObservationLength), legal, _actions.AsSpan(0, _going));
        RequireActions();
        InEveryLane(beginning: false);
        _steps += _going;
        for (int lane = _going - 1; lane >= 0; lane--)
        {
            if (_games[lane].IsOver)
            {
                Finish(lane);
            }
        }
        if (_going > 0 && _steps >= _mostSteps)
        {
            CutOff();
        }
        return _going > 0;
    }

    /// <summary>The figures of the evaluation that was played.</summary>
    public Evaluation End()
    {
        IsPlaying = false;
        return Evaluation.Of(_returns.AsSpan(0, _begun)) with { Cut = _cut };
    }

    /// <summary>Forgets the evaluation that goes on.</summary>
    public void Abandon() => IsPlaying = false;

    /// <summary>Plays an evaluation from its beginning to its end.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled; nothing is left of it.</exception>
    public Evaluation Play(IPolicy policy, int episodes, ulong seed, IProgress<EvaluationProgress>? progress, CancellationToken cancellation)
    {
        Begin(episodes, seed);
        try
        {
            PolicyFit.Require(policy, _spec, elsewhere: true);
            do
            {
                cancellation.ThrowIfCancellationRequested();
                progress?.Report(Progress);
            }
            while (Step(policy));
            return End();
        }
        finally
        {
            Abandon();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (Game game in _games)
        {
            game.Lane.Dispose();
        }
        _games.Clear();
        Abandon();
    }

    /// <inheritdoc/>
    void IParallelWork.Run(WorkShare share)
    {
        for (int lane; (lane = Interlocked.Increment(ref _nextLane) - 1) < _going;)
        {
            Span<float> seen = Row(lane);
            Game game = _games[lane];
            if (!_isBeginning)
            {
                game.Step(epsilon > 0 ? game.Explore(_actions[lane], epsilon, Legal(lane)) : _actions[lane], seen);
            }
            else if (game.IsAwaited)
            {
                game.Begin(_seed, seen);
            }
            if (_spec.HasIllegalActions)
            {
                game.Lane.WriteLegalActions(Legal(lane));
            }
        }
    }

    private void RequireActions()
    {
        foreach (int action in _actions.AsSpan(0, _going))
        {
            if ((uint)action >= (uint)_spec.ActionCount)
            {
                throw new BellmanException($"{_spec.Name} has the actions 0 to {_spec.ActionCount - 1}, and a policy chose {action}.");
            }
        }
    }

    private void InEveryLane(bool beginning)
    {
        (_isBeginning, _nextLane) = (beginning, 0);
        if (_shared is not null)
        {
            _shared.Run(this);
        }
        else
        {
            ((IParallelWork)this).Run(WorkShare.Whole);
        }
    }

    // Its lane plays the next episode, or the last lane that goes on moves there.
    private void Finish(int lane)
    {
        Game game = _games[lane];
        _returns[game.Episode] = game.Lane.Return;
        _cut += game.IsCut ? 1 : 0;
        if (_begun < _returns.Length)
        {
            game.Await(_begun++);
            _someBegin = true;
            return;
        }
        _going--;
        (_games[lane], _games[_going]) = (_games[_going], game);
        Row(_going).CopyTo(Row(lane));
        Legal(_going).CopyTo(Legal(lane));
    }

    private void CutOff()
    {
        for (int lane = 0; lane < _going; lane++)
        {
            Game game = _games[lane];
            if (game.IsAwaited)
            {
                continue; // it got its number a moment ago, and the highest: it never began
            }
            _returns[game.Episode] = game.Lane.Return;
            _cut++;
        }
        _begun -= _games.Take(_going).Count(game => game.IsAwaited);
        _going = 0;
    }

    private Span<float> Row(int lane) => _observations.AsSpan(lane * _spec.ObservationLength, _spec.ObservationLength);

    private Span<bool> Legal(int lane) => _legal.Length == 0 ? [] : _legal.AsSpan(lane * _spec.ActionCount, _spec.ActionCount);

    /// <summary>One environment and the episode that is played in it.</summary>
    private sealed class Game
    {
        private readonly byte[] _asMade;
        private readonly int _mostSteps;
        private readonly bool _isCutAtMost;
        private Rng _exploration;
        private bool _wasPlayed;

        public Game(IEnvironment environment, int longest)
        {
            int own = environment.Spec.TimeLimit ?? int.MaxValue;
            (Lane, _isCutAtMost) = (new(environment, Math.Min(own, longest)), longest < own);
            _mostSteps = Math.Min(own, longest);
            using var bytes = new MemoryStream();
            environment.Sync(StateStream.Writer(bytes));
            _asMade = bytes.ToArray();
        }

        public Lane Lane { get; }

        public int Episode { get; private set; }

        /// <summary>Whether it waits for its beginning.</summary>
        public bool IsAwaited { get; private set; }

        public bool IsOver { get; private set; }

        /// <summary>Whether it is over only because it lasted too long for an evaluation.</summary>
        public bool IsCut { get; private set; }

        public void Restore()
        {
            if (_wasPlayed)
            {
                Lane.Environment.Sync(StateStream.Reader(new MemoryStream(_asMade)));
            }
        }

        public void Await(int episode) => (Episode, IsAwaited) = (episode, true);

        public void Begin(ulong seed, Span<float> observation)
        {
            (IsAwaited, IsOver, IsCut, _wasPlayed) = (false, false, false, true);
            _exploration = new Rng(Seeds.For(seed, RandomStream.Exploration), (ulong)Episode);
            Lane.Reset(new Rng(seed, (ulong)Episode), observation);
        }

        public int Explore(int greedy, double epsilon, ReadOnlySpan<bool> legal)
            => _exploration.NextDouble() < epsilon ? Policy.Uniform(Lane.Environment.Spec.ActionCount, legal, ref _exploration) : greedy;

        public void Step(int action, Span<float> observation)
        {
            Outcome outcome = Lane.Step(action, observation);
            IsOver = outcome.EpisodeOver;
            IsCut = _isCutAtMost && Lane.Length >= _mostSteps && outcome.Ending != Ending.Terminated;
        }
    }
}
