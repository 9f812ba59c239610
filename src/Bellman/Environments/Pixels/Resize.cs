using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Bellman.Environments.Pixels;

/// <summary>
/// Brings a grey picture to another size: every new pixel is the mean of the area that it covers, parts of pixels
/// counting in part. Agrees with OpenCV's INTER_AREA to one grey level.
/// </summary>
internal sealed class Resize : IStage
{
    private readonly int _sourceWidth;
    private readonly Axis _across;
    private readonly Axis _down;
    private readonly float[] _row; // one new row, still as wide as the picture

    /// <summary>From one size to another.</summary>
    /// <param name="sourceWidth">Pixels in a row of the picture.</param>
    /// <param name="sourceHeight">Its rows.</param>
    /// <param name="width">Pixels in a row of the result.</param>
    /// <param name="height">Its rows.</param>
    /// <exception cref="BellmanException">A side is not positive.</exception>
    public Resize(int sourceWidth, int sourceHeight, int width, int height)
    {
        OptionCheck.AtLeast(Math.Min(sourceWidth, sourceHeight), 1, "The smaller side of the picture to resize");
        OptionCheck.AtLeast(Math.Min(width, height), 1, "The smaller side of the resized picture");
        _sourceWidth = sourceWidth;
        _across = new Axis(sourceWidth, width);
        _down = new Axis(sourceHeight, height);
        _row = new float[sourceWidth];
        Output = new(1, height, width);
    }

    /// <inheritdoc/>
    public ImageShape Output { get; }

    /// <inheritdoc/>
    public void Apply(ReadOnlySpan<byte> picture, Span<byte> result)
    {
        for (int y = 0; y < Output.Height; y++)
        {
            Array.Clear(_row);
            for (int tap = 0; tap < _down.Taps; tap++)
            {
                if (_down.Weights(tap)[y] is > 0 and var weight)
                {
                    AddRow(picture.Slice((_down.First(y) + tap) * _sourceWidth, _sourceWidth), weight);
                }
            }
            Shrink(result.Slice(y * Output.Width, Output.Width));
        }
    }

    private void AddRow(ReadOnlySpan<byte> source, float weight)
    {
        int done = 0;
        if (Vector.IsHardwareAccelerated)
        {
            ReadOnlySpan<Vector<byte>> wide = MemoryMarshal.Cast<byte, Vector<byte>>(source);
            Span<Vector<float>> quarters = MemoryMarshal.Cast<float, Vector<float>>(_row.AsSpan());
            for (int i = 0; i < wide.Length; i++)
            {
                Vector.Widen(wide[i], out Vector<ushort> low, out Vector<ushort> high);
                Vector.Widen(low, out Vector<uint> first, out Vector<uint> second);
                Vector.Widen(high, out Vector<uint> third, out Vector<uint> fourth);
                Span<Vector<float>> four = quarters.Slice(i * 4, 4);
                four[0] += Vector.ConvertToSingle(Vector.AsVectorInt32(first)) * weight;
                four[1] += Vector.ConvertToSingle(Vector.AsVectorInt32(second)) * weight;
                four[2] += Vector.ConvertToSingle(Vector.AsVectorInt32(third)) * weight;
                four[3] += Vector.ConvertToSingle(Vector.AsVectorInt32(fourth)) * weight;
            }
            done = wide.Length * Vector<byte>.Count;
        }
        for (int x = done; x < source.Length; x++)
        {
            _row[x] += source[x] * weight;
        }
    }

    // Four new pixels at a time, each summed in the order of one alone.
    private void Shrink(Span<byte> result)
    {
        int done = 0;
        for (; Vector128.IsHardwareAccelerated && done + Vector128<float>.Count <= result.Length; done += Vector128<float>.Count)
        {
            ReadOnlySpan<float> first = From(done), second = From(done + 1), third = From(done + 2), fourth = From(done + 3);
            Vector128<float> sum = Vector128<float>.Zero;
            for (int tap = 0; tap < _across.Taps; tap++)
            {
                sum += Vector128.Create(first[tap], second[tap], third[tap], fourth[tap]) * Vector128.Create(_across.Weights(tap)[done..]);
            }
            FourPixels.Store(Vector128.ConvertToInt32(sum + Vector128.Create(0.5f)), result[done..]);
        }
        for (int x = done; x < result.Length; x++)
        {
            float sum = 0;
            for (int tap = 0; tap < _across.Taps; tap++)
            {
                sum += From(x)[tap] * _across.Weights(tap)[x];
            }
            result[x] = (byte)(sum + 0.5f);
        }
    }

    private ReadOnlySpan<float> From(int x) => _row.AsSpan(_across.First(x), _across.Taps);

    /// <summary>
    /// Which old pixels each new one covers along one side, and which share of it each of them has. Every new one has
    /// as many; those too many have no share, which changes no sum.
    /// </summary>
    private sealed class Axis
    {
        private readonly int[] _firsts;
        private readonly float[] _weights; // [taps x target]

        public Axis(int source, int target)
        {
            Taps = Enumerable.Range(0, target).Max(i => Covered(i, source, target));
            _firsts = new int[target];
            _weights = new float[Taps * target];
            for (int i = 0; i < target; i++)
            {
                long from = (long)i * source, to = from + source;
                int first = (int)(from / target);
                _firsts[i] = Math.Min(first, source - Taps);
                for (int pixel = first; (long)pixel * target < to; pixel++)
                {
                    long covered = Math.Min(to, (pixel + 1L) * target) - Math.Max(from, (long)pixel * target);
                    _weights[(pixel - _firsts[i]) * target + i] = (float)((double)covered / source);
                }
            }
        }

        public int Taps { get; }

        public int First(int i) => _firsts[i];

        /// <summary>The share that each new pixel's first, second, ... old one has.</summary>
        public ReadOnlySpan<float> Weights(int tap) => _weights.AsSpan(tap * _firsts.Length, _firsts.Length);

        // In units of 1/target of an old pixel everything is whole: no rounding can invent a sliver.
        private static int Covered(int i, long source, int target) => (int)((i * source + source + target - 1) / target - i * source / target);
    }
}
