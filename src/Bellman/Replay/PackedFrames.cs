using System.Runtime.CompilerServices;

namespace Bellman.Replay;

/// <summary>
/// Compressed pictures in a ring of segments with a fixed total size. A picture is in one segment. When the ring reuses
/// a segment, all of its pictures are dropped.
/// </summary>
internal sealed class PackedFrames : IFrames
{
    private const int LongestSegment = 1 << 20, FewestSegments = 16;

    private readonly int _capacity;
    private readonly int _length;
    private readonly int _width;
    private readonly byte[] _picture;
    private readonly byte[] _packed;
    private readonly byte[]?[] _segments; // made when first written
    private readonly int _segmentLength;
    private readonly long[] _ends;        // of each segment, the number after its newest frame
    private readonly Place[] _places;     // of each slot
    private long _oldest; // frame that is still kept
    private int _segment; // being written
    private int _used;    // bytes of it

    /// <summary>An empty ring.</summary>
    public PackedFrames(in ReplayShape shape)
    {
        _capacity = shape.FramesPerLane;
        _length = shape.FrameLength;
        _width = shape.Picture!.Value.Width;
        _picture = new byte[_length];
        _packed = new byte[RunLengthCodec.Worst(_length)];
        (long count, _segmentLength) = Segments(shape);
        _segments = new byte[count][];
        _ends = new long[count];
        _places = new Place[_capacity];
    }

    /// <summary>The most bytes that a ring can take.</summary>
    public static long Bytes(in ReplayShape shape)
    {
        (long count, int length) = Segments(shape);
        return count * ((long)length + sizeof(long)) + (long)shape.FramesPerLane * Unsafe.SizeOf<Place>();
    }

    public long Write(long frame, int slot, ReadOnlySpan<float> numbers)
    {
        ByteFrames.ToBytes(numbers, _picture);
        int size = RunLengthCodec.Pack(_picture, _width, _packed);
        if (_used + size > _segmentLength)
        {
            _segment = _segment + 1 == _segments.Length ? 0 : _segment + 1;
            _used = 0;
            _oldest = Math.Max(_oldest, _ends[_segment]);
        }
        _packed.AsSpan(0, size).CopyTo(Segment(_segment).AsSpan(_used));
        _places[slot] = new Place { Segment = _segment, Start = _used, Size = size };
        _ends[_segment] = frame + 1;
        _used += size;
        _oldest = Math.Max(_oldest, frame + 1 - _capacity);
        return _oldest;
    }

    public void Read(int slot, Span<float> numbers)
    {
        Unpack(_places[slot]);
        NormalizedBytes.ToNumbers(_picture, numbers);
    }

    public void Sync(StateStream stream, int used)
    {
        stream.Expect(_segmentLength, "bytes in a segment of packed pictures");
        stream.Expect(_segments.Length, "segments of packed pictures");
        stream.Sync(ref _oldest);
        stream.Sync(ref _segment);
        stream.Sync(ref _used);
        stream.Sync<long>(_ends);
        foreach (ref Place place in _places.AsSpan(0, used))
        {
            stream.Sync(ref place.Segment);
            stream.Sync(ref place.Start);
            stream.Sync(ref place.Size);
        }
        if ((uint)_segment >= (uint)_segments.Length || (uint)_used > (uint)_segmentLength || _oldest < 0)
        {
            throw Damaged();
        }
        for (int i = 0; i < _segments.Length && _ends[i] > 0; i++)
        {
            stream.Sync<byte>(Segment(i));
        }
    }

    /// <summary>Insists that a frame that was loaded is whole.</summary>
    /// <exception cref="BellmanException">It is not.</exception>
    public void Check(int slot)
    {
        Place place = _places[slot];
        if ((uint)place.Segment >= (uint)_segments.Length || place.Start < 0 || place.Size < 0 || (long)place.Start + place.Size > _segmentLength)
        {
            throw Damaged();
        }
        Unpack(place);
    }

    private byte[] Segment(int number) => _segments[number] ??= new byte[_segmentLength];

    private void Unpack(Place place)
    {
        if (!RunLengthCodec.Unpack(Segment(place.Segment).AsSpan(place.Start, place.Size), _width, _picture))
        {
            throw Damaged();
        }
    }

    private static BellmanException Damaged() => new("The saved replay memory is damaged: a packed picture in it cannot be restored.");

    /// <summary>
    /// All but one segment hold the raw pictures' share, and at the very least what one whole row needs of the worst
    /// ones.
    /// </summary>
    private static (long Count, int Length) Segments(in ReplayShape shape)
    {
        long bytes = (long)shape.FramesPerLane * shape.FrameLength / shape.Compress!.Value;
        int worst = RunLengthCodec.Worst(shape.FrameLength);
        int length = (int)Math.Max(worst, Math.Min(LongestSegment, bytes / FewestSegments));
        int perSegment = length / worst;
        long needed = (shape.FramesForOneRow + perSegment - 1) / perSegment + 1;
        return (Math.Max(bytes / length, needed), length);
    }

    private struct Place
    {
        public int Segment;
        public int Start;
        public int Size;
    }
}
