namespace Bellman.Replay;

/// <summary>
/// What one lane saw and did: a ring of frames, each stored once. A step from frame t becomes a row when its future is known: n steps later,
/// or where the episode ended or a life was lost. Rows are born and die in the order of their frames, so that those alive are always
/// one run of a second ring: sampling never rejects.
/// </summary>
/// <remarks>Frames are numbered from the lane's first for ever; frame f lives in slot f modulo the capacity.</remarks>
public sealed class Tape : IStateful
{
    internal const int BytesPerFrame = 3 * sizeof(int) + 3 * sizeof(float) + sizeof(long);

    private readonly ReplayShape _shape;
    private readonly int _capacity;
    private readonly int _frameLength;
    private readonly float[] _frames;
    private readonly bool[] _legal;
    private readonly int[] _ages;       // frames since the episode's first
    private readonly int[] _actions;    // taken at the frame
    private readonly float[] _rewards;  // that followed
    private readonly int[] _spans;      // steps from the frame to its row's successor
    private readonly float[] _returns;  // discounted rewards over the span
    private readonly float[] _discounts;
    private readonly long[] _rows;      // first frames of the rows, a ring
    private readonly double[] _powers;  // gamma^0 .. gamma^n
    private long _next;                 // number of the next frame
    private long _pending;              // first frame whose row is not sealed yet
    private long _firstRow;
    private int _rowCount;
    private bool _open;                 // whether an episode is under way

    /// <summary>An empty tape.</summary>
    public Tape(ReplayShape shape)
    {
        _shape = shape;
        _capacity = shape.FramesPerLane;
        _frameLength = shape.FrameLength;
        _frames = new float[_capacity * _frameLength];
        _legal = new bool[_capacity * shape.MaskedActions];
        _ages = new int[_capacity];
        _actions = new int[_capacity];
        _rewards = new float[_capacity];
        _spans = new int[_capacity];
        _returns = new float[_capacity];
        _discounts = new float[_capacity];
        _rows = new long[_capacity];
        _powers = new double[shape.NStep + 1];
        for (int i = 0; i < _powers.Length; i++)
        {
            _powers[i] = Math.Pow(shape.Gamma, i);
        }
    }

    /// <summary>Rows that can be sampled.</summary>
    public int Rows => _rowCount;

    /// <summary>Records one step. The observation is stored only where an episode begins: elsewhere it is the last successor.</summary>
    /// <param name="observation">[observation length].</param>
    /// <param name="action">What was done.</param>
    /// <param name="outcome">What it led to.</param>
    /// <param name="successor">[observation length], also where the episode ended.</param>
    /// <param name="successorLegal">[actions], or empty.</param>
    public void Append(ReadOnlySpan<float> observation, int action, Outcome outcome, ReadOnlySpan<float> successor, ReadOnlySpan<bool> successorLegal)
    {
        if (!_open)
        {
            _open = true;
            Write(observation, [], age: 0);
            _pending = _next - 1;
        }
        long frame = _next - 1;
        int slot = Slot(frame);
        _actions[slot] = action;
        _rewards[slot] = outcome.Reward;
        Write(successor, successorLegal, _ages[slot] + 1);
        if (outcome.Ending != Ending.None)
        {
            while (_pending <= frame)
            {
                Seal(_pending++, frame, outcome.Bootstraps);
            }
            _open = !outcome.EpisodeOver;
        }
        else if (_next - 1 - _pending == _shape.NStep)
        {
            Seal(_pending++, frame, bootstraps: true);
        }
    }

    /// <summary>Copies a row into a batch.</summary>
    /// <param name="row">0 is the oldest.</param>
    /// <param name="batch">Where to.</param>
    /// <param name="at">Which row of the batch.</param>
    public void Gather(int row, TransitionBatch batch, int at)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)row, (uint)_rowCount);
        long frame = _rows[Slot(_firstRow + row)];
        int slot = Slot(frame);
        int length = _shape.ObservationLength;
        int span = _spans[slot];
        batch.Actions[at] = _actions[slot];
        batch.Rewards[at] = _returns[slot];
        batch.Discounts[at] = _discounts[slot];
        Restack(frame, batch.Observations.AsSpan(at * length, length));
        Restack(frame + span, batch.Successors.AsSpan(at * length, length));
        int actions = _shape.MaskedActions;
        if (actions > 0)
        {
            _legal.AsSpan(Slot(frame + span) * actions, actions).CopyTo(batch.SuccessorsLegal.AsSpan(at * actions));
        }
    }

    /// <inheritdoc/>
    public void Sync(StateStream stream)
    {
        stream.Expect(_capacity, "observations of replay per lane");
        stream.Expect(_frameLength, "numbers in a frame");
        stream.Sync(ref _next);
        stream.Sync(ref _pending);
        stream.Sync(ref _firstRow);
        stream.Sync(ref _rowCount);
        stream.Sync(ref _open);
        int used = (int)Math.Min(_next, _capacity);
        stream.Sync(_frames.AsSpan(0, used * _frameLength));
        stream.Sync(_legal.AsSpan(0, used * _shape.MaskedActions));
        stream.Sync(_ages.AsSpan(0, used));
        stream.Sync(_actions.AsSpan(0, used));
        stream.Sync(_rewards.AsSpan(0, used));
        stream.Sync(_spans.AsSpan(0, used));
        stream.Sync(_returns.AsSpan(0, used));
        stream.Sync(_discounts.AsSpan(0, used));
        stream.Sync(_rows.AsSpan(0, (int)Math.Min(_firstRow + _rowCount, _capacity)));
    }

    private int Slot(long frame) => (int)(frame % _capacity);

    private void Write(ReadOnlySpan<float> observation, ReadOnlySpan<bool> legal, int age)
    {
        long overwritten = _next - _capacity;
        while (_rowCount > 0 && Oldest(_rows[Slot(_firstRow)]) <= overwritten)
        {
            _firstRow++;
            _rowCount--;
        }
        int slot = Slot(_next++);
        observation[^_frameLength..].CopyTo(_frames.AsSpan(slot * _frameLength));
        legal.CopyTo(_legal.AsSpan(slot * _shape.MaskedActions));
        _ages[slot] = age;
    }

    private void Seal(long first, long last, bool bootstraps)
    {
        double total = 0;
        for (long frame = first; frame <= last; frame++)
        {
            total += _powers[frame - first] * _rewards[Slot(frame)];
        }
        int slot = Slot(first);
        _spans[slot] = (int)(last - first) + 1;
        _returns[slot] = (float)total;
        _discounts[slot] = bootstraps ? (float)_powers[last - first + 1] : 0;
        _rows[Slot(_firstRow + _rowCount++)] = first;
    }

    /// <summary>The oldest frame that the stack ending at a frame shows: a stack never reaches into the episode before.</summary>
    private long Oldest(long frame) => frame - Math.Min(_ages[Slot(frame)], _shape.Stack - 1);

    private void Restack(long frame, Span<float> observation)
    {
        long oldest = Oldest(frame);
        for (int i = 0; i < _shape.Stack; i++)
        {
            long shown = Math.Max(frame - (_shape.Stack - 1) + i, oldest);
            _frames.AsSpan(Slot(shown) * _frameLength, _frameLength).CopyTo(observation[(i * _frameLength)..]);
        }
    }
}
