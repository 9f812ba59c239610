using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace Bellman.Neural;

/// <summary>
/// Values on their way into a checkpoint or out of one. The same calls, in the same order, do both:
/// while <see cref="IsReading"/> they fill the variables, else they write them. Little-endian.
/// </summary>
public sealed class StateStream
{
    private readonly Stream _stream;

    private StateStream(Stream stream, bool isReading)
    {
        _stream = stream;
        IsReading = isReading;
    }

    /// <summary>Whether values come from the stream.</summary>
    public bool IsReading { get; }

    /// <summary>A state stream that fills variables from <paramref name="source"/>.</summary>
    public static StateStream Reader(Stream source) => new(source, isReading: true);

    /// <summary>A state stream that writes variables to <paramref name="destination"/>.</summary>
    public static StateStream Writer(Stream destination) => new(destination, isReading: false);

    /// <summary>A number, a truth value or any other plain value without references.</summary>
    public void Sync<T>(ref T value) where T : unmanaged
        => Sync(MemoryMarshal.CreateSpan(ref value, 1));

    /// <summary>Plain values whose count both sides know.</summary>
    /// <exception cref="BellmanException">The stream ended too early.</exception>
    public void Sync<T>(Span<T> values) where T : unmanaged
    {
        // Byte counts of large memories do not fit an int: go through them in pieces.
        int piece = Math.Max(1, (1 << 24) / Unsafe.SizeOf<T>());
        for (int start = 0; start < values.Length; start += piece)
        {
            Span<byte> bytes = MemoryMarshal.AsBytes(values.Slice(start, Math.Min(piece, values.Length - start)));
            if (!IsReading)
            {
                _stream.Write(bytes);
            }
            else if (_stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) < bytes.Length)
            {
                throw new BellmanException("The saved state ends too early: it was cut short or belongs to other options.");
            }
        }
    }

    /// <summary>A short text.</summary>
    public void Sync(ref string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        int length = bytes.Length;
        Sync(ref length);
        if (IsReading)
        {
            if (length is < 0 or > 1 << 20)
            {
                throw new BellmanException("The saved state is damaged: a text in it has an impossible length.");
            }
            bytes = new byte[length];
        }
        Sync<byte>(bytes);
        text = Encoding.UTF8.GetString(bytes);
    }

    /// <summary>
    /// Writes a name and, when reading, insists on finding it: a state that belongs to something else is noticed where it begins.
    /// </summary>
    /// <exception cref="BellmanException">Another name was found.</exception>
    public void Section(string name)
    {
        string found = name;
        Sync(ref found);
        if (found != name)
        {
            throw new BellmanException($"The saved state holds '{found}' where '{name}' was expected: it belongs to other options.");
        }
    }

    /// <summary>A length or another number that must be the same on both sides.</summary>
    /// <exception cref="BellmanException">The saved number differs.</exception>
    public void Expect(long value, string what)
    {
        long found = value;
        Sync(ref found);
        if (found != value)
        {
            throw new BellmanException($"The saved state has {found} for {what} where this run has {value}: it belongs to other options.");
        }
    }
}
