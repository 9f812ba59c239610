using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace Bellman;

/// <summary>
/// The stream of a checkpoint. The same calls, in the same order, save and load: if <see cref="IsReading"/>, they fill
/// the variables, else they write them. Little-endian.
/// </summary>
public sealed class StateStream
{
    /// <summary>
    /// The version in which everything is written. It grows when the order or the size of what is written changes.
    /// </summary>
    public const int CurrentVersion = 3;

    private const int LongestText = 1 << 30;
    private const string CutShort = "The saved state ends too early: it was cut short or belongs to other options.";

    private readonly Stream _stream;

    private StateStream(Stream stream, bool isReading, int version)
    {
        _stream = stream;
        IsReading = isReading;
        Version = version;
    }

    /// <summary>Whether values come from the stream.</summary>
    public bool IsReading { get; }

    /// <summary>
    /// The version of what is read, or written: whoever changes what it writes asks this where an older file is read.
    /// </summary>
    public int Version { get; }

    /// <summary>A state stream that fills variables from <paramref name="source"/>.</summary>
    /// <param name="source">Where they come from.</param>
    /// <param name="version">In which version they were written.</param>
    public static StateStream Reader(Stream source, int version = CurrentVersion) => new(source, isReading: true, version);

    /// <summary>A state stream that writes variables to <paramref name="destination"/>.</summary>
    public static StateStream Writer(Stream destination) => new(destination, isReading: false, CurrentVersion);

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
                continue;
            }
            if (_stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) < bytes.Length)
            {
                throw new BellmanException(CutShort);
            }
            if (typeof(T) == typeof(bool) && bytes.ContainsAnyExceptInRange((byte)0, (byte)1))
            {
                throw new BellmanException("The saved state is damaged: it holds a truth value that is neither true nor false.");
            }
        }
    }

    /// <summary>Plain numbers whose count both sides know; when reading, all of them must be finite.</summary>
    /// <exception cref="BellmanException">
    /// The stream ended too early, or holds something that is not a number.
    /// </exception>
    public void SyncFinite<T>(Span<T> values) where T : unmanaged, IFloatingPointIeee754<T>
    {
        Sync(values);
        if (IsReading)
        {
            foreach (T value in values)
            {
                if (!T.IsFinite(value))
                {
                    throw new BellmanException($"The saved state is damaged: it holds {value} where a finite number must be.");
                }
            }
        }
    }

    /// <summary>
    /// How many items follow. When reading, a number that the rest of the stream cannot hold is refused before memory
    /// is taken for them.
    /// </summary>
    /// <param name="count">How many.</param>
    /// <param name="bytesEach">The least that each of them takes.</param>
    /// <exception cref="BellmanException">It is negative, or more than can follow.</exception>
    public void SyncCount(ref int count, long bytesEach = 1)
    {
        Sync(ref count);
        if (IsReading && count < 0)
        {
            throw new BellmanException("The saved state is damaged: it counts fewer than none.");
        }
        RequireLeft(count, bytesEach);
    }

    /// <summary>Insists, when reading, that so many items can follow.</summary>
    /// <param name="count">How many.</param>
    /// <param name="bytesEach">The least that each of them takes.</param>
    /// <exception cref="BellmanException">The stream is too short for them.</exception>
    public void RequireLeft(long count, long bytesEach = 1)
    {
        if (IsReading && _stream.CanSeek && (Int128)count * bytesEach > _stream.Length - _stream.Position)
        {
            throw new BellmanException(CutShort);
        }
    }

    /// <summary>A text.</summary>
    /// <exception cref="BellmanException">
    /// It is longer than a billion bytes, or than what is left of the stream.
    /// </exception>
    public void Sync(ref string text)
    {
        byte[] bytes = IsReading ? [] : Encoding.UTF8.GetBytes(text);
        int length = bytes.Length;
        SyncCount(ref length);
        if (length > LongestText)
        {
            throw new BellmanException($"A text of {length} bytes is too long for a saved state.");
        }
        if (IsReading)
        {
            bytes = new byte[length];
        }
        Sync<byte>(bytes);
        text = Encoding.UTF8.GetString(bytes);
    }

    /// <summary>
    /// Writes a name and, when reading, insists on finding it: a state that belongs to something else is noticed where
    /// it begins.
    /// </summary>
    /// <exception cref="BellmanException">Another name was found.</exception>
    public void Section(string name)
    {
        string found = name;
        Sync(ref found);
        if (found != name)
        {
            throw new BellmanException($"The saved state holds another part where '{name}' was expected: it belongs to other options.");
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
