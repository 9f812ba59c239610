namespace Bellman.Recording;

/// <summary>A log that is appended to; where it cannot be, the exception names it.</summary>
/// <param name="path">The file, made if there is none. Others may read it meanwhile.</param>
internal sealed class LogStream(string path) : FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read)
{
    private bool _failed;

    /// <inheritdoc/>
    /// <remarks>Spans come by here too: a FileStream that is derived from copies them.</remarks>
    public override void Write(byte[] buffer, int offset, int count)
    {
        try
        {
            base.Write(buffer, offset, count);
        }
        catch (Exception error) when (AtomicFile.Refusal(error) is not null)
        {
            throw Named(error);
        }
    }

    /// <inheritdoc/>
    public override void Flush(bool flushToDisk)
    {
        try
        {
            base.Flush(flushToDisk);
        }
        catch (Exception error) when (AtomicFile.Refusal(error) is not null)
        {
            throw Named(error);
        }
    }

    /// <inheritdoc/>
    /// <remarks>What could not be written before cannot be now, which is known.</remarks>
    protected override void Dispose(bool disposing)
    {
        try
        {
            base.Dispose(disposing);
        }
        catch (Exception error) when (AtomicFile.Refusal(error) is not null)
        {
            if (!_failed)
            {
                throw Named(error);
            }
        }
    }

    private IOException Named(Exception error)
    {
        _failed = true;
        return new($"'{Name}' cannot be written ({AtomicFile.Refusal(error)!.Message}).", error);
    }
}
