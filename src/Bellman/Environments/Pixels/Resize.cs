using System.Numerics;
using System.Runtime.InteropServices;

namespace Bellman.Environments.Pixels;

/// <summary>
/// Brings a grey picture to another size: every new pixel is the mean of the area that it covers, parts of pixels counting in part. Agrees
/// with OpenCV's INTER_AREA to one grey level.
/// </summary>
public sealed class Resize : IStage
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
        Require.AtLeast(Math.Min(sourceWidth, sourceHeight), 1, "The smaller side of the picture to resize");
        Require.AtLeast(Math.Min(width, height), 1, "The smaller side of the resized picture");
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
            for (int tap = 0; tap < _down.Count(y); tap++)
            {
                AddRow(picture.Slice((_down.First(y) + tap) * _sourceWidth, _sourceWidth), _down.Weight(y, tap));
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

    private void Shrink(Span<byte> result)
    {
        for (int x = 0; x < result.Length; x++)
        {
            float sum = 0;
            ReadOnlySpan<float> weights = _across.Weights(x), covered = _row.AsSpan(_across.First(x), weights.Length);
            for (int tap = 0; tap < weights.Length; tap++)
            {
                sum += covered[tap] * weights[tap];
            }
            result[x] = (byte)(sum + 0.5f);
        }
    }

    /// <summary>Which old pixels each new one covers along one side, and which share of it each of them has.</summary>
    private sealed class Axis
    {
        private readonly int[] _firsts;
        private readonly int[] _starts; // of the weights, with one more at the end
        private readonly float[] _weights;

        public Axis(int source, int target)
        {
            _firsts = new int[target];
            _starts = new int[target + 1];
            var weights = new List<float>();
            for (int i = 0; i < target; i++)
            {
                // In units of 1/target of an old pixel everything is whole: no rounding can invent a sliver.
                long from = (long)i * source, to = from + source;
                _firsts[i] = (int)(from / target);
                for (long pixel = _firsts[i]; pixel * target < to; pixel++)
                {
                    long covered = Math.Min(to, (pixel + 1) * target) - Math.Max(from, pixel * target);
                    weights.Add((float)((double)covered / source));
                }
                _starts[i + 1] = weights.Count;
            }
            _weights = [.. weights];
        }

        public int First(int i) => _firsts[i];

        public int Count(int i) => _starts[i + 1] - _starts[i];

        public ReadOnlySpan<float> Weights(int i) => _weights.AsSpan(_starts[i].._starts[i + 1]);

        public float Weight(int i, int tap) => _weights[_starts[i] + tap];
    }
}
