namespace Bellman.Replay;

/// <summary>
/// The frame storage of a lane. Frames have increasing numbers and are stored in slots; a frame is lost when its slot
/// is reused.
/// </summary>
internal interface IFrames
{
    /// <summary>Stores the next frame.</summary>
    /// <param name="frame">Its number, one more than the one before.</param>
    /// <param name="slot">Its slot.</param>
    /// <param name="numbers">[frame length].</param>
    /// <returns>The oldest frame that is still kept.</returns>
    long Write(long frame, int slot, ReadOnlySpan<float> numbers);

    /// <summary>Reads a stored frame, bit for bit.</summary>
    void Read(int slot, Span<float> numbers);

    /// <summary>Saves or loads the frames in the first slots.</summary>
    void Sync(StateStream stream, int used);
}

/// <summary>Frames as floats.</summary>
internal sealed class FloatFrames(int capacity, int length) : IFrames
{
    private readonly ChunkedArray<float> _frames = new(capacity, length);

    public long Write(long frame, int slot, ReadOnlySpan<float> numbers)
    {
        numbers.CopyTo(_frames[slot]);
        return frame + 1 - capacity;
    }

    public void Read(int slot, Span<float> numbers) => _frames[slot].CopyTo(numbers);

    public void Sync(StateStream stream, int used) => _frames.Sync(stream, used);
}

/// <summary>Pictures as bytes.</summary>
internal sealed class ByteFrames(int capacity, int length) : IFrames
{
    private readonly ChunkedArray<byte> _frames = new(capacity, length);

    public long Write(long frame, int slot, ReadOnlySpan<float> numbers)
    {
        ToBytes(numbers, _frames[slot]);
        return frame + 1 - capacity;
    }

    public void Read(int slot, Span<float> numbers) => NormalizedBytes.ToNumbers(_frames[slot], numbers);

    public void Sync(StateStream stream, int used) => _frames.Sync(stream, used);

    /// <summary>A picture as bytes.</summary>
    /// <exception cref="BellmanException">It is none: some number is not k/255.</exception>
    internal static void ToBytes(ReadOnlySpan<float> numbers, Span<byte> bytes)
    {
        if (!NormalizedBytes.ToBytes(numbers, bytes))
        {
            throw new BellmanException("An environment whose observations are pictures wrote a number that is not k/255 for a whole k from 0 to 255: "
                + "divide bytes by 255, once, or leave Image in its EnvironmentSpec null.");
        }
    }
}
