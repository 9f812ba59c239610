using System.Runtime.InteropServices;

namespace Bellman.Environments;

/// <summary>
/// A vector environment: several instances of an environment (lanes), stepped together. It owns the random streams, the
/// time limits, the resets, and the numbers of steps and episodes. One lane is not a special case.
/// </summary>
/// <remarks>
/// There are two buffers. <see cref="Observations"/> are the observations to act on next, already reset where an
/// episode ended. <see cref="Experience.NextObservations"/> are those that the last actions led to. They differ only in
/// rows where an episode ended.
/// </remarks>
public sealed class VectorEnvironment : IStateful, IParallelWork, IDisposable
{
    private readonly Lane[] _lanes;
    private readonly Outcome[] _outcomes;
    private readonly Episode[] _ended; // by lane, where the last step ended one
    private readonly int[] _actions;
    private readonly List<Episode> _finished = [];
    private readonly int _observationLength;
    private readonly int _legalLength;
    private readonly int _actionCount;
    private readonly bool _isStacked;
    private readonly WorkerPool? _workers; // null where lanes are not shared

    // Three buffers change places: what was seen, where that led, and what to act on next. While no episode ends the last two are one
    // and the same, so that nothing is copied.
    private readonly float[][] _observations;
    private readonly bool[][] _legal;
    private int _present;
    private long _steps;
    private long _episodes;
    private bool _someEnded;
    private int _nextLane;

    /// <summary>Makes the lanes and resets them.</summary>
    /// <param name="create">Creates one environment; called once per lane.</param>
    /// <param name="lanes">How many, at least 1.</param>
    /// <param name="seed">Lane i draws from stream i of this seed.</param>
    /// <param name="workers">
    /// Threads to step the lanes of slow environments on; results do not depend on them. null: the caller's thread
    /// only.
    /// </param>
    public VectorEnvironment(Func<IEnvironment> create, int lanes, ulong seed, WorkerPool? workers = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(lanes, 1);
        _lanes = new Lane[lanes];
        try
        {
            var source = new EnvironmentSource(create);
            for (int lane = 0; lane < lanes; lane++)
            {
                long before = GC.GetAllocatedBytesForCurrentThread();
                IEnvironment environment = source.Make();
                _lanes[lane] = new(environment, environment.Spec.TimeLimit ?? int.MaxValue, new Rng(seed, (ulong)lane));
                if (lane <= 1) // the first may also have made what all of them share
                {
                    RequireFits(source.Spec!, lanes, lane * (GC.GetAllocatedBytesForCurrentThread() - before), Machine.Bytes);
                }
            }
            Spec = source.Spec!;
            _workers = Spec.IsSlow && lanes > 1 && workers is { Threads: > 1 } ? workers : null;
            _isStacked = Spec.Stack > 1;
            _observationLength = Spec.ObservationLength;
            _legalLength = Spec.HasIllegalActions ? Spec.ActionCount : 0;
            _actionCount = Spec.ActionCount;
            _outcomes = new Outcome[lanes];
            _ended = new Episode[lanes];
            _actions = new int[lanes];
            _observations = Three<float>(lanes * _observationLength);
            _legal = Three<bool>(lanes * _legalLength);
            for (int lane = 0; lane < lanes; lane++)
            {
                Reset(lane, _present);
            }
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>The spec that all lanes have in common.</summary>
    public EnvironmentSpec Spec { get; }

    /// <summary>Number of lanes.</summary>
    public int Lanes => _lanes.Length;

    /// <summary>Steps so far, all lanes together.</summary>
    public long Steps => _steps;

    /// <summary>Finished episodes so far, all lanes together.</summary>
    public long Episodes => _episodes;

    /// <summary>The observations to act on next, [lanes x observation length].</summary>
    public ReadOnlySpan<float> Observations => _observations[_present];

    /// <summary>Action mask, [lanes x actions]; empty: every action is always legal.</summary>
    public ReadOnlySpan<bool> LegalActions => _legal[_present];

    /// <summary>Episodes that ended in the last step. The list is used again by the next step.</summary>
    public IReadOnlyList<Episode> Finished => _finished;

    /// <summary>The environment of a lane, for rendering. Do not step it directly.</summary>
    public IEnvironment this[int lane] => _lanes[lane].Environment;

    /// <summary>Takes one action in every lane.</summary>
    /// <returns>The experience of the step: views that are valid until the next step.</returns>
    /// <exception cref="BellmanException">
    /// The number of actions is not the number of lanes, or an action does not exist.
    /// </exception>
    public Experience Step(ReadOnlySpan<int> actions)
    {
        if (actions.Length != _lanes.Length)
        {
            throw WrongNumber(actions.Length);
        }
        foreach (int action in actions)
        {
            CheckAction(action); // before the first lane moves
        }
        float[] observations = _observations[_present];
        _present = Next(_present);
        float[] nextObservations = _observations[_present];
        bool[] nextLegalActions = _legal[_present];
        if (_finished.Count > 0)
        {
            _finished.Clear();
        }
        _steps += actions.Length;
        if (_workers is null ? StepLanes(actions, 0) : StepShared(actions, _workers))
        {
            FinishEpisodes();
        }
        return new Experience
        {
            Observations = observations,
            Actions = _actions,
            Outcomes = _outcomes,
            NextObservations = nextObservations,
            NextLegalActions = nextLegalActions,
        };
    }

    /// <inheritdoc/>
    public void Sync(StateStream stream)
    {
        stream.Section("lanes");
        stream.Expect(Lanes, "lanes");
        stream.Sync(ref _steps);
        stream.Sync(ref _episodes);
        stream.Sync<float>(_observations[_present]);
        stream.Sync<bool>(_legal[_present]);
        foreach (Lane lane in _lanes)
        {
            lane.Sync(stream);
        }
        if (stream.IsReading)
        {
            bool areFlags = !MemoryMarshal.AsBytes(LegalActions).ContainsAnyExceptInRange<byte>(0, 1);
            OptionCheck.Saved(areFlags && FiniteNumbers.All(Observations) && _steps >= 0 && _episodes >= 0 && _episodes <= _steps, "lanes");
        }
    }

    /// <summary>Disposes the environments that are <see cref="IDisposable"/>.</summary>
    public void Dispose()
    {
        foreach (Lane? lane in _lanes)
        {
            lane?.Dispose();
        }
    }

    /// <inheritdoc/>
    /// <remarks>A free thread takes the next lane, because some steps take longer, and resets much longer.</remarks>
    void IParallelWork.Run(WorkShare share)
    {
        for (int lane; (lane = Interlocked.Increment(ref _nextLane) - 1) < Lanes;)
        {
            if (StepLanes(_actions.AsSpan(lane, 1), lane))
            {
                _someEnded = true;
            }
        }
    }

    private bool StepShared(ReadOnlySpan<int> actions, WorkerPool workers)
    {
        actions.CopyTo(_actions);
        _someEnded = false;
        _nextLane = 0;
        workers.Run(this);
        return _someEnded;
    }

    // The lanes from a first one on, as many as there are actions; true if an episode ended.
    private bool StepLanes(ReadOnlySpan<int> actions, int first)
    {
        bool someEnded = false;
        Span<float> rest = _observations[_present].AsSpan(first * _observationLength);
        for (int i = 0; i < actions.Length; i++)
        {
            Lane lane = _lanes[first + i];
            Span<float> observation = rest[.._observationLength];
            rest = rest[_observationLength..];
            _actions[first + i] = actions[i];
            Outcome outcome = lane.Step(actions[i], observation);
            _outcomes[first + i] = outcome;
            if (_isStacked)
            {
                lane.CheckStack(ObservationRow(first + i, Previous(_present)), observation);
            }
            if (_legalLength > 0)
            {
                lane.WriteLegalActions(LegalRow(first + i, _present));
            }
            if (outcome.EpisodeOver)
            {
                someEnded = true;
                Ending ending = outcome.Ending == Ending.Terminated ? Ending.Terminated : Ending.Truncated;
                _ended[first + i] = new(_steps, first + i, lane.Return, lane.Length, ending);
                if (_workers is not null)
                {
                    Reset(first + i, Next(_present));
                }
            }
        }
        return someEnded;
    }

    // Lanes that are shared were reset by the thread that stepped them, alone in the third buffer; the others' rows go there now.
    private void FinishEpisodes()
    {
        int ledTo = _present;
        _present = Next(ledTo);
        if (_workers is null)
        {
            _observations[ledTo].CopyTo(_observations[_present], 0);
            _legal[ledTo].CopyTo(_legal[_present], 0);
        }
        for (int lane = 0; lane < _lanes.Length; lane++)
        {
            if (_outcomes[lane].EpisodeOver)
            {
                _finished.Add(_ended[lane]);
                if (_workers is null)
                {
                    Reset(lane, _present);
                }
            }
            else if (_workers is not null)
            {
                ObservationRow(lane, ledTo).CopyTo(ObservationRow(lane, _present));
                LegalRow(lane, ledTo).CopyTo(LegalRow(lane, _present));
            }
        }
        _episodes += _finished.Count;
    }

    private void Reset(int lane, int buffer)
    {
        Lane state = _lanes[lane];
        state.Reset(ObservationRow(lane, buffer));
        if (_legalLength > 0)
        {
            state.WriteLegalActions(LegalRow(lane, buffer));
        }
    }

    private BellmanException WrongNumber(int given) => new($"{Lanes} lanes need {Lanes} actions, one each, and {given} were given.");

    private void CheckAction(int action)
    {
        if ((uint)action >= (uint)_actionCount)
        {
            throw NoSuchAction(action);
        }
    }

    private BellmanException NoSuchAction(int action)
        => new($"{Spec.Name} has the actions 0 to {Spec.ActionCount - 1}, and {action} is none of them.");

    private static int Next(int buffer) => buffer == 2 ? 0 : buffer + 1;

    private static int Previous(int buffer) => buffer == 0 ? 2 : buffer - 1;

    private static T[][] Three<T>(int all) => [new T[all], new T[all], new T[all]];

    internal static void RequireFits(EnvironmentSpec spec, int lanes, long bytesOfEnvironment, long machineBytes)
    {
        long legal = spec.HasIllegalActions ? spec.ActionCount : 0, numbers = lanes * Math.Max(spec.ObservationLength, legal);
        if (numbers > Array.MaxLength)
        {
            throw new BellmanException($"{lanes} lanes of {spec.Name} show {numbers} numbers together, and {Array.MaxLength} are the most: take fewer.");
        }
        double bytes = lanes * (bytesOfEnvironment + 3.0 * (sizeof(float) * (double)spec.ObservationLength + legal));
        if (!Machine.Holds(bytes, machineBytes))
        {
            throw new BellmanException($"{lanes} lanes of {spec.Name} need {Machine.Size(bytes)}, "
                + $"and this machine has {Machine.Size(machineBytes)}: take fewer.");
        }
    }

    private Span<float> ObservationRow(int lane, int buffer) => _observations[buffer].AsSpan(lane * _observationLength, _observationLength);

    private Span<bool> LegalRow(int lane, int buffer) => _legal[buffer].AsSpan(lane * _legalLength, _legalLength);
}
