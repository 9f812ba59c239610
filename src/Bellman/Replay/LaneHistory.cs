using System.Runtime.CompilerServices;

namespace Bellman.Replay;

/// <summary>
/// The replay memory of one lane: a ring buffer of frames, each stored once. A step from frame t becomes a transition
/// (a row) when its future is known: n steps later, at the end of the episode, or at a lost life. Rows are added and
/// removed in the order of their frames, so the valid rows are always contiguous in a second ring: sampling needs no
/// rejection.
/// </summary>
/// <remarks>Frames are numbered from the lane's first for ever; frame f lives in slot f modulo the capacity.</remarks>
internal sealed class LaneHistory : IStateful
{
    internal static readonly int BytesPerFrame = Unsafe.SizeOf<StepRecord>() + sizeof(long);

    private const string Memory = "replay memory";

    private readonly ReplayShape _shape;
    private readonly ISampler? _sampler;
    private readonly int _firstSlot; // of the lane, among those of all lanes
    private readonly int _capacity;
    private readonly int _frameLength;
    private readonly IFrames _frames;
    private readonly bool[] _legal;
    private readonly StepRecord[] _notes;
    private readonly long[] _rows;     // first frames of the rows, a ring
    private readonly double[] _powers; // gamma^0 .. gamma^n
    private long _next;    // number of the next frame
    private int _nextSlot; // where it will lie
    private long _pending; // first frame whose row is not sealed yet
    private int _firstRow; // where the oldest row lies
    private int _rowCount;
    private bool _open;    // whether an episode is under way

    /// <summary>An empty history.</summary>
    /// <param name="shape">Its sizes.</param>
    /// <param name="sampler">Is told of rows that are born and that die; null: nobody is.</param>
    /// <param name="firstSlot">Of the lane, among the slots of all lanes.</param>
    public LaneHistory(ReplayShape shape, ISampler? sampler = null, int firstSlot = 0)
    {
        (_shape, _sampler, _firstSlot) = (shape, sampler, firstSlot);
        _capacity = shape.FramesPerLane;
        _frameLength = shape.FrameLength;
        _frames = shape.IsPacked ? new PackedFrames(shape)
            : shape.Picture is not null ? new ByteFrames(_capacity, _frameLength)
            : new FloatFrames(_capacity, _frameLength);
        _legal = new bool[_capacity * shape.MaskedActions];
        _notes = new StepRecord[_capacity];
        _rows = new long[_capacity];
        _powers = new double[shape.NStep + 1];
        for (int i = 0; i < _powers.Length; i++)
        {
            _powers[i] = Math.Pow(shape.Gamma, i);
        }
    }

    /// <summary>Rows that can be sampled.</summary>
    public int Count => _rowCount;

    /// <summary>
    /// The slot of a row, below <see cref="ReplayShape.FramesPerLane"/>: the same for as long as the row lives.
    /// </summary>
    /// <param name="row">0 is the oldest.</param>
    public int SlotOf(int row) => RowSlot(row);

    /// <summary>
    /// Records one step. The observation is stored only where an episode begins: elsewhere it is the next observation
    /// of the step before.
    /// </summary>
    /// <param name="observation">[observation length].</param>
    /// <param name="action">What was done.</param>
    /// <param name="outcome">What it led to.</param>
    /// <param name="nextObservation">[observation length], also where the episode ended.</param>
    /// <param name="nextLegalActions">[actions], or empty.</param>
    public void Append(ReadOnlySpan<float> observation, int action, Outcome outcome, ReadOnlySpan<float> nextObservation, ReadOnlySpan<bool> nextLegalActions)
    {
        if (!_open)
        {
            _open = true;
            Write(observation, [], age: 0);
            _pending = _next - 1;
        }
        long frame = _next - 1;
        ref StepRecord note = ref _notes[Slot(frame)];
        note.Action = action;
        note.Reward = outcome.Reward;
        Write(nextObservation, nextLegalActions, Math.Min(note.Age + 1, _shape.Stack)); // nobody asks how much older
        if (outcome.Ending != Ending.None)
        {
            while (_pending <= frame)
            {
                CompleteTransition(_pending++, frame, outcome.Bootstraps);
            }
            _open = !outcome.EpisodeOver;
        }
        else if (_next - 1 - _pending == _shape.NStep)
        {
            CompleteTransition(_pending++, frame, bootstraps: true);
        }
    }

    /// <summary>Copies a row into a batch.</summary>
    /// <param name="slot">Of a row that lives.</param>
    /// <param name="batch">Where to.</param>
    /// <param name="at">Which row of the batch.</param>
    public void Gather(int slot, TransitionBatch batch, int at)
    {
        int row = slot - _firstRow;
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)(row < 0 ? row + _capacity : row), (uint)_rowCount);
        long frame = _rows[slot];
        ref readonly StepRecord note = ref _notes[Slot(frame)];
        int length = _shape.ObservationLength;
        batch.Actions[at] = note.Action;
        batch.Rewards[at] = note.Return;
        batch.Discounts[at] = note.Discount;
        ReadStack(frame, batch.Observations.AsSpan(at * length, length));
        ReadStack(frame + note.Steps, batch.NextObservations.AsSpan(at * length, length));
        int actions = _shape.MaskedActions;
        if (actions > 0)
        {
            _legal.AsSpan(Slot(frame + note.Steps) * actions, actions).CopyTo(batch.NextLegalActions.AsSpan(at * actions));
        }
    }

    /// <inheritdoc/>
    public void Sync(StateStream stream)
    {
        stream.Expect(_capacity, "observations of replay per lane");
        stream.Expect(_frameLength, "numbers in a frame");
        stream.Sync(ref _next);
        _nextSlot = (int)(_next % _capacity);
        stream.Sync(ref _pending);
        stream.Sync(ref _firstRow);
        stream.Sync(ref _rowCount);
        stream.Sync(ref _open);
        OptionCheck.Saved(_next >= 0 && (uint)_firstRow < (uint)_capacity && (uint)_rowCount <= (uint)_capacity, Memory);
        int used = (int)Math.Min(_next, _capacity);
        _frames.Sync(stream, used);
        stream.Sync(_legal.AsSpan(0, used * _shape.MaskedActions));
        foreach (ref StepRecord note in _notes.AsSpan(0, used))
        {
            note.Sync(stream);
        }
        stream.Sync(_rows.AsSpan(0, (int)Math.Min((long)_firstRow + _rowCount, _capacity)));
        if (stream.IsReading)
        {
            Check();
        }
    }

    /// <summary>
    /// Sampling trusts what it reads: whatever can be sampled is looked at once where it comes from a file.
    /// </summary>
    /// <exception cref="BellmanException">It cannot have been recorded.</exception>
    private void Check()
    {
        long oldest = Math.Max(_next - _capacity, 0), last = oldest - 1;
        OptionCheck.Saved(!_open || (_pending >= oldest && _pending < _next && _next - 1 - _pending < _shape.NStep), Memory);
        for (long frame = oldest; frame < _next; frame++)
        {
            _notes[Slot(frame)].Check(_shape.NStep);
        }
        long kept = _open ? Kept(_pending, oldest) : _next;
        for (int row = 0; row < _rowCount; row++)
        {
            long first = _rows[RowSlot(row)];
            OptionCheck.Saved(first > last && first < _next, Memory);
            ref readonly StepRecord note = ref _notes[Slot(first)];
            OptionCheck.Saved(note.Steps > 0 && first + note.Steps < _next, Memory);
            kept = Math.Min(kept, Math.Min(Kept(first, oldest), Kept(first + note.Steps, oldest)));
            last = first;
        }
        for (; kept < _next && _frames is PackedFrames packed; kept++)
        {
            packed.Check(Slot(kept));
        }
    }

    internal void CheckActions(int actions)
    {
        for (long frame = Math.Max(_next - _capacity, 0); frame < _next; frame++)
        {
            OptionCheck.Saved((uint)_notes[Slot(frame)].Action < (uint)actions, Memory);
        }
    }

    private long Kept(long frame, long oldest)
    {
        long first = Oldest(frame);
        OptionCheck.Saved(first >= oldest, Memory);
        return first;
    }

    // A division would take as long as the copying.
    private int Slot(long frame)
    {
        int slot = _nextSlot - (int)(_next - frame);
        return slot < 0 ? slot + _capacity : slot;
    }

    private int RowSlot(int row)
    {
        int slot = _firstRow + row;
        return slot < _capacity ? slot : slot - _capacity;
    }

    private void Write(ReadOnlySpan<float> observation, ReadOnlySpan<bool> legal, int age)
    {
        int slot = _nextSlot;
        long kept = _frames.Write(_next, slot, observation[^_frameLength..]);
        while (_rowCount > 0 && Oldest(_rows[_firstRow]) < kept)
        {
            _sampler?.Remove(_firstSlot + _firstRow);
            _firstRow = RowSlot(1);
            _rowCount--;
        }
        _nextSlot = slot + 1 == _capacity ? 0 : slot + 1;
        _next++;
        legal.CopyTo(_legal.AsSpan(slot * _shape.MaskedActions));
        _notes[slot].Age = age;
    }

    private void CompleteTransition(long first, long last, bool bootstraps)
    {
        double total = 0;
        for (long frame = first; frame <= last; frame++)
        {
            total += _powers[frame - first] * _notes[Slot(frame)].Reward;
        }
        ref StepRecord note = ref _notes[Slot(first)];
        note.Steps = (int)(last - first) + 1;
        note.Return = (float)total;
        note.Discount = bootstraps ? (float)_powers[last - first + 1] : 0;
        int slot = RowSlot(_rowCount++);
        _rows[slot] = first;
        _sampler?.Add(_firstSlot + slot);
    }

    /// <summary>
    /// The oldest frame that the stack ending at a frame shows: a stack never reaches into the episode before.
    /// </summary>
    private long Oldest(long frame) => frame - Math.Min(_notes[Slot(frame)].Age, _shape.Stack - 1);

    private void ReadStack(long frame, Span<float> observation)
    {
        if (_shape.Stack == 1)
        {
            _frames.Read(Slot(frame), observation);
            return;
        }
        long oldest = Oldest(frame);
        for (int i = 0; i < _shape.Stack; i++)
        {
            long shown = Math.Max(frame - (_shape.Stack - 1) + i, oldest);
            _frames.Read(Slot(shown), observation.Slice(i * _frameLength, _frameLength));
        }
    }

    // What is known of a frame, together in memory because it is wanted together.
    private struct StepRecord
    {
        public int Age;        // frames since the episode's first, as far as a stack reaches
        public int Action;     // taken at the frame
        public float Reward;   // that followed
        public int Steps;       // steps from the frame to its row's successor
        public float Return;   // discounted rewards over the span
        public float Discount; // of the successor's value

        public void Sync(StateStream stream)
        {
            stream.Sync(ref Age);
            stream.Sync(ref Action);
            stream.Sync(ref Reward);
            stream.Sync(ref Steps);
            stream.Sync(ref Return);
            stream.Sync(ref Discount);
        }

        public readonly void Check(int steps)
            => OptionCheck.Saved(Age >= 0 && Age < int.MaxValue && (uint)Steps <= (uint)steps && float.IsFinite(Reward)
                && float.IsFinite(Return) && Discount is >= 0 and <= 1, Memory);
    }
}
