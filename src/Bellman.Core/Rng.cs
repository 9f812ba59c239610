using System.Numerics;
using System.Runtime.CompilerServices;

namespace Bellman;

/// <summary>
/// A random number generator with 32 bytes of state: xoshiro256** (Blackman and Vigna 2018), seeded through SplitMix64.
/// A value type: copying it copies the stream, so pass it by reference wherever it must advance.
/// </summary>
public struct Rng
{
    private ulong _s0, _s1, _s2, _s3;

    /// <summary>
    /// The stream number <paramref name="stream"/> of a seed. Streams of one seed are independent of one another.
    /// </summary>
    /// <param name="seed">Any value; zero is as good as every other.</param>
    /// <param name="stream">Which of the seed's streams, for example a lane or an episode.</param>
    public Rng(ulong seed, ulong stream = 0)
    {
        ulong x = Mix(seed) ^ Mix(stream + 0x9E3779B97F4A7C15UL) * 0xD1342543DE82EF95UL;
        _s0 = Next(ref x);
        _s1 = Next(ref x);
        _s2 = Next(ref x);
        _s3 = Next(ref x) | 1; // never the all-zero state, the one point xoshiro cannot leave
    }

    /// <summary>Sixty-four random bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong NextBits()
    {
        ulong result = BitOperations.RotateLeft(_s1 * 5, 7) * 9;
        ulong t = _s1 << 17;
        _s2 ^= _s0;
        _s3 ^= _s1;
        _s1 ^= _s2;
        _s0 ^= _s3;
        _s2 ^= t;
        _s3 = BitOperations.RotateLeft(_s3, 45);
        return result;
    }

    /// <summary>A whole number in [0, <paramref name="bound"/>), without bias (Lemire 2019).</summary>
    public int NextInt(int bound)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bound);
        ulong product = (NextBits() >> 32) * (uint)bound;
        if ((uint)product < (uint)bound)
        {
            uint threshold = unchecked((uint)-bound) % (uint)bound;
            while ((uint)product < threshold)
            {
                product = (NextBits() >> 32) * (uint)bound;
            }
        }
        return (int)(product >> 32);
    }

    /// <summary>A number in [0, 1) with 24 random bits.</summary>
    public float NextFloat() => (NextBits() >> 40) * (1f / (1 << 24));

    /// <summary>A number in [0, 1) with 53 random bits.</summary>
    public double NextDouble() => (NextBits() >> 11) * (1.0 / (1L << 53));

    /// <summary>A number in [<paramref name="low"/>, <paramref name="high"/>).</summary>
    public double NextDouble(double low, double high) => low + (high - low) * NextDouble();

    /// <summary>A sample of the standard normal distribution (Box and Muller 1958).</summary>
    public double NextGaussian()
    {
        double radius = Math.Sqrt(-2 * Math.Log(1 - NextDouble()));
        return radius * Math.Cos(2 * Math.PI * NextDouble());
    }

    /// <summary>A new stream that depends on this one's position, which advances.</summary>
    public Rng Fork() => new(NextBits(), NextBits());

    /// <summary>Saves the stream's position, or puts it back.</summary>
    public void Sync(StateStream stream)
    {
        stream.Sync(ref _s0);
        stream.Sync(ref _s1);
        stream.Sync(ref _s2);
        stream.Sync(ref _s3);
        if (stream.IsReading && (_s0 | _s1 | _s2 | _s3) == 0)
        {
            throw new BellmanException("The saved state is damaged: a stream of random numbers has come to its end, and there is none.");
        }
    }

    private static ulong Next(ref ulong x) => Mix(x += 0x9E3779B97F4A7C15UL);

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return z ^ (z >> 31);
    }
}
