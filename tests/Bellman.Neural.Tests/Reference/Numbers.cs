namespace Bellman.Neural.Tests.Reference;

/// <summary>Test data: random numbers, and comparisons that say where they fail.</summary>
internal static class Numbers
{
    /// <summary>Uniform in [-1, 1).</summary>
    public static float[] Random(int count, ulong seed)
    {
        var random = new Rng(seed);
        var values = new float[count];
        foreach (ref float value in values.AsSpan())
        {
            value = (float)random.NextDouble(-1, 1);
        }
        return values;
    }

    /// <summary>A hash of the bit patterns (FNV-1a over whole numbers).</summary>
    public static uint Fingerprint(ReadOnlySpan<float> values)
    {
        uint hash = 2166136261;
        foreach (int bits in Bits(values))
        {
            hash = unchecked((hash ^ (uint)bits) * 16777619);
        }
        return hash;
    }

    /// <summary>The bit patterns, for comparisons that tell 0 from -0 and let NaN equal itself.</summary>
    public static int[] Bits(ReadOnlySpan<float> values)
    {
        var bits = new int[values.Length];
        for (int i = 0; i < values.Length; i++)
        {
            bits[i] = BitConverter.SingleToInt32Bits(values[i]);
        }
        return bits;
    }

    /// <summary>Every element within <paramref name="tolerance"/>, relative to the larger of 1 and its size.</summary>
    public static void AssertClose(ReadOnlySpan<double> expected, ReadOnlySpan<float> actual, double tolerance, string what)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            double error = Math.Abs(expected[i] - actual[i]) / Math.Max(1, Math.Abs(expected[i]));
            Assert.True(error <= tolerance, $"{what}: element {i} is {actual[i]}, expected {expected[i]}.");
        }
    }
}
