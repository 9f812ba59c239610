namespace Bellman.Environments.Pixels;

/// <summary>
/// The frame stack: the last frames, channel-first, oldest first. At the beginning of an episode the first frame fills
/// the stack. Replay, which stores every frame once, rebuilds exactly this.
/// </summary>
/// <param name="frames">How many.</param>
/// <param name="length">Bytes in each.</param>
internal sealed class FrameStack(int frames, int length) : IStateful
{
    private readonly byte[] _bytes = new byte[frames * length];

    /// <summary>All frames, [frames x length].</summary>
    public ReadOnlySpan<byte> Bytes => _bytes;

    /// <summary>Begins an episode.</summary>
    public void Begin(ReadOnlySpan<byte> frame)
    {
        for (int i = 0; i < frames; i++)
        {
            frame.CopyTo(_bytes.AsSpan(i * length, length));
        }
    }

    /// <summary>Adds the newest frame, drops the oldest.</summary>
    public void Add(ReadOnlySpan<byte> frame)
    {
        _bytes.AsSpan(length).CopyTo(_bytes);
        frame.CopyTo(_bytes.AsSpan(_bytes.Length - length));
    }

    /// <inheritdoc/>
    public void Sync(StateStream stream) => stream.Sync<byte>(_bytes);
}
