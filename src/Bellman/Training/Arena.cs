using Bellman.Agents;
using Bellman.Environments;

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
    private readonly List<EvaluationLane> _lanes = [];
    private EnvironmentSpec _spec = null!; // known with the first environment
    private WorkerPool? _shared; // null where the environments are not worth sharing
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
    private int _nextRow;
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
        if (_lanes.Count == 0)
        {
            _lanes.Add(EnvironmentSource.Using(_source.Make(), environment => new EvaluationLane(environment, longest)));
        }
        _spec = _source.Spec!;
        // Fewer where one array could not hold what so many show.
        int lanes = Math.Min(Math.Min(episodes, MostLanes), Math.Max(Array.MaxLength / Math.Max(_spec.ObservationLength, _spec.ActionCount), 1));
        while (_lanes.Count < lanes)
        {
            _lanes.Add(EnvironmentSource.Using(_source.Make(), environment => new EvaluationLane(environment, longest)));
        }
        _shared = _spec.IsSlow && lanes > 1 && workers is { Threads: > 1 } ? workers : null;
        _observations = new float[lanes * _spec.ObservationLength];
        _legal = new bool[_spec.HasIllegalActions ? lanes * _spec.ActionCount : 0];
        _actions = new int[lanes];
        _returns = new double[episodes];
        (_seed, _mostSteps, _steps, _begun, _cut, _going) = (seed, mostSteps, 0, 0, 0, lanes);
        foreach (EvaluationLane lane in _lanes[..lanes])
        {
            lane.Restore();
            lane.Await(_begun++);
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
        // Episodes that go on are always the first rows: policies see no padding.
        Span<bool> legal = _legal.AsSpan(0, _spec.HasIllegalActions ? _going * _spec.ActionCount : 0);
        policy.Act(_observations.AsSpan(0, _going * _spec.ObservationLength), legal, _actions.AsSpan(0, _going));
        RequireActions();
        InEveryLane(beginning: false);
        _steps += _going;
        for (int row = _going - 1; row >= 0; row--)
        {
            if (_lanes[row].IsOver)
            {
                Finish(row);
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
        foreach (EvaluationLane lane in _lanes)
        {
            lane.Dispose();
        }
        _lanes.Clear();
        Abandon();
    }

    /// <inheritdoc/>
    void IParallelWork.Run(WorkShare share)
    {
        for (int row; (row = Interlocked.Increment(ref _nextRow) - 1) < _going;)
        {
            Span<float> seen = Row(row);
            EvaluationLane lane = _lanes[row];
            if (!_isBeginning)
            {
                lane.Step(epsilon > 0 ? lane.Explore(_actions[row], epsilon, Legal(row)) : _actions[row], seen);
            }
            else if (lane.IsAwaited)
            {
                lane.Begin(_seed, seen);
            }
            if (_spec.HasIllegalActions)
            {
                lane.WriteLegalActions(Legal(row));
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
        (_isBeginning, _nextRow) = (beginning, 0);
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
    private void Finish(int row)
    {
        EvaluationLane lane = _lanes[row];
        _returns[lane.Episode] = lane.Return;
        _cut += lane.IsCut ? 1 : 0;
        if (_begun < _returns.Length)
        {
            lane.Await(_begun++);
            _someBegin = true;
            return;
        }
        _going--;
        (_lanes[row], _lanes[_going]) = (_lanes[_going], lane);
        Row(_going).CopyTo(Row(row));
        Legal(_going).CopyTo(Legal(row));
    }

    private void CutOff()
    {
        for (int row = 0; row < _going; row++)
        {
            EvaluationLane lane = _lanes[row];
            if (lane.IsAwaited)
            {
                continue; // it got its number a moment ago, and the highest: it never began
            }
            _returns[lane.Episode] = lane.Return;
            _cut++;
        }
        _begun -= _lanes.Take(_going).Count(lane => lane.IsAwaited);
        _going = 0;
    }

    private Span<float> Row(int row) => _observations.AsSpan(row * _spec.ObservationLength, _spec.ObservationLength);

    private Span<bool> Legal(int row) => _legal.Length == 0 ? [] : _legal.AsSpan(row * _spec.ActionCount, _spec.ActionCount);
}
