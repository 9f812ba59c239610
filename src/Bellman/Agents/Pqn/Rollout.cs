using Bellman.Learning;
using Bellman.Replay;

namespace Bellman.Agents.Pqn;

/// <summary>
/// What the lanes saw and did since the last update: as many steps of each, one row for each step of a lane, step after
/// step. Pictures are kept as bytes.
/// </summary>
/// <param name="spec">The environment.</param>
/// <param name="steps">Steps of each lane.</param>
/// <param name="lanes">How many lanes there are.</param>
internal sealed class Rollout(EnvironmentSpec spec, int steps, int lanes) : IStateful
{
    private readonly IFrames _observations = spec.Image is null
        ? new FloatFrames(steps * lanes, spec.ObservationLength) : new ByteFrames(steps * lanes, spec.ObservationLength);
    private readonly int[] _actions = new int[steps * lanes];
    private readonly Outcome[] _outcomes = new Outcome[steps * lanes];
    private readonly float[] _nextValues = new float[steps * lanes]; // largest of where the actions led; zero where nothing follows
    private readonly float[] _returns = new float[steps * lanes];
    private int _rows;

    /// <summary>Whether it holds as many steps as it was made for.</summary>
    public bool IsFull => _rows == _actions.Length;

    /// <summary>Adds a step of every lane.</summary>
    public void Append(in Experience experience)
    {
        for (int lane = 0; lane < lanes; lane++)
        {
            _observations.Write(_rows + lane, _rows + lane, experience.Observations.Slice(lane * spec.ObservationLength, spec.ObservationLength));
        }
        experience.Actions.CopyTo(_actions.AsSpan(_rows));
        experience.Outcomes.CopyTo(_outcomes.AsSpan(_rows));
        _nextValues.AsSpan(_rows, lanes).Clear();
        _rows += lanes;
    }

    /// <summary>
    /// Says what the states are worth that the lanes act on next; episodes that ended did not lead there.
    /// </summary>
    /// <param name="values">[lanes].</param>
    public void GoOn(ReadOnlySpan<float> values)
    {
        for (int lane = 0; _rows > 0 && lane < lanes; lane++)
        {
            int row = _rows - lanes + lane;
            _nextValues[row] = _outcomes[row].Ending == Ending.None ? values[lane] : _nextValues[row];
        }
    }

    /// <summary>Says what the states are worth that the last actions led to, also where time ran out in them.</summary>
    /// <param name="values">[lanes].</param>
    public void LeadTo(ReadOnlySpan<float> values)
    {
        for (int lane = 0; lane < lanes; lane++)
        {
            int row = _rows - lanes + lane;
            _nextValues[row] = _outcomes[row].Bootstraps ? values[lane] : 0;
        }
    }

    /// <summary>Works out the returns, once it is full and every successor has its value.</summary>
    public void FillReturns(double gamma, double lambda) => LambdaReturns.Fill(_outcomes, _nextValues, lanes, gamma, lambda, _returns);

    /// <summary>Copies rows into a batch.</summary>
    public void Gather(ReadOnlySpan<int> rows, ReturnBatch batch)
    {
        int length = spec.ObservationLength;
        for (int i = 0; i < rows.Length; i++)
        {
            int row = rows[i];
            _observations.Read(row, batch.Observations.AsSpan(i * length, length));
            batch.Actions[i] = _actions[row];
            batch.Returns[i] = _returns[row];
        }
    }

    /// <summary>Begins anew.</summary>
    public void Clear() => _rows = 0;

    /// <inheritdoc/>
    public void Sync(StateStream stream)
    {
        stream.Expect(_actions.Length, "the steps of a rollout");
        stream.Sync(ref _rows);
        OptionCheck.Saved(_rows >= 0 && _rows <= _actions.Length && _rows % lanes == 0, "rollout");
        _observations.Sync(stream, _rows);
        stream.Sync(_actions.AsSpan(0, _rows));
        stream.SyncFinite(_nextValues.AsSpan(0, _rows));
        foreach (ref Outcome outcome in _outcomes.AsSpan(0, _rows))
        {
            (float reward, Ending ending) = outcome;
            stream.Sync(ref reward);
            stream.Sync(ref ending);
            outcome = new(reward, ending);
            OptionCheck.Saved(float.IsFinite(reward) && Enum.IsDefined(ending), "rollout");
        }
        stream.SyncFinite(_returns.AsSpan(0, IsFull ? _rows : 0));
        OptionCheck.Saved(!_actions.AsSpan(0, _rows).ContainsAnyExceptInRange(0, spec.ActionCount - 1), "rollout");
    }
}
