using System.Globalization;

namespace Bellman;

/// <summary>Checks of options, each failing with one sentence.</summary>
internal static class Require
{
    public static void AtLeast(long value, long least, string name)
    {
        if (value < least)
        {
            throw new BellmanException(string.Create(CultureInfo.InvariantCulture, $"{name} is {value}: it must be at least {least}."));
        }
    }

    /// <summary>A condition that everything fulfils which was not made to harm.</summary>
    public static void Saved(bool condition, string what)
    {
        if (!condition)
        {
            throw new BellmanException($"The saved {what} cannot be: the file is damaged or was made by something else.");
        }
    }

    public static void Positive(double value, string name)
    {
        if (!(value > 0 && double.IsFinite(value)))
        {
            throw new BellmanException(string.Create(CultureInfo.InvariantCulture, $"{name} is {value}: it must be greater than 0."));
        }
    }

    public static void Within(double value, double low, double high, string name)
    {
        if (!(value >= low && value <= high))
        {
            string range = low == double.Epsilon ? $"greater than 0 and at most {high}" : $"between {low} and {high}";
            throw new BellmanException(string.Create(CultureInfo.InvariantCulture, $"{name} is {value}: it must be {range}."));
        }
    }

    /// <summary>Of what comes from a saved state: that it can be.</summary>
    public static void Sane(bool can, string what)
    {
        if (!can)
        {
            throw new BellmanException($"The saved state is damaged: {what} cannot be as it says.");
        }
    }
}
