using System.Buffers;
using System.Text.Json;

namespace Bellman.Recording;

/// <summary>
/// A file of JSON objects, one per line, that only grows, except that a resumed run cuts off what it will do again.
/// </summary>
internal sealed class JsonLog : IDisposable
{
    private readonly FileStream _file;
    private readonly ArrayBufferWriter<byte> _line = new(512);
    private readonly Utf8JsonWriter _json;

    public JsonLog(string path, long length, List<string> gaps)
    {
        _file = LogFile.Open(path, length, LogFile.WholeLines, gaps);
        _json = new(_line);
    }

    /// <summary>Bytes so far.</summary>
    public long Length => _file.Position;

    /// <summary>Starts a line: write its properties, then call <see cref="End"/>.</summary>
    public Utf8JsonWriter Begin()
    {
        _line.ResetWrittenCount();
        _json.Reset();
        _json.WriteStartObject();
        return _json;
    }

    public void End()
    {
        _json.WriteEndObject();
        _json.Flush();
        _line.GetSpan(1)[0] = (byte)'\n';
        _line.Advance(1);
        _file.Write(_line.WrittenSpan);
    }

    public void Flush(bool toDisk)
    {
        if (toDisk)
        {
            AtomicFile.Flush(_file);
        }
        _file.Flush();
    }

    public void Dispose()
    {
        _json.Dispose();
        _file.Dispose();
    }
}
