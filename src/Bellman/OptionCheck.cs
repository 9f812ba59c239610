using System.Globalization;

namespace Bellman;

/// <summary>Checks of options, each failing with one sentence.</summary>
internal static class OptionCheck
{
    private const double Greatest = 1e30;
    private const int LongestName = 4_096;

    public static void AtLeast(long value, long least, string name)
    {
        if (value < least)
        {
            throw new BellmanException(string.Create(CultureInfo.InvariantCulture, $"{name} is {value}: it must be at least {least}."));
        }
    }

    /// <summary>A condition that every honest input fulfils.</summary>
    public static void Saved(bool condition, string what)
    {
        if (!condition)
        {
            throw new BellmanException($"The saved {what} cannot be: the file is damaged or was made by something else.");
        }
    }

    /// <summary>A number greater than 0 that single precision still tells from 0 and from infinity.</summary>
    public static void Positive(double value, string name)
    {
        if (!(value > 0))
        {
            throw new BellmanException(string.Create(CultureInfo.InvariantCulture, $"{name} is {value}: it must be greater than 0."));
        }
        Within(value, 1 / Greatest, Greatest, name);
    }

    /// <summary>
    /// A schedule all of whose values are in a range. Whatever its shape, they lie between its two ends.
    /// </summary>
    public static void Within(in Schedule schedule, double low, double high, string name)
    {
        try
        {
            Schedule.Checked(schedule.Shape, schedule.From, schedule.To, schedule.Rate, schedule.Unit, schedule.Start);
        }
        catch (BellmanException fault)
        {
            throw new BellmanException($"{name}: {fault.Message}", fault);
        }
        Within(schedule.From, low, high, name);
        if (schedule.Shape != ScheduleShape.Constant)
        {
            Within(schedule.To, low, high, name);
        }
    }

    /// <summary>A share of an error that is removed, or a step size: 0 now and then, but not always.</summary>
    public static void Rate(in Schedule schedule, double high, string name)
    {
        Within(schedule, 0, high, name);
        Positive(Math.Max(schedule.From, schedule.Shape == ScheduleShape.Constant ? 0 : schedule.To), name);
    }

    /// <summary>
    /// A name that may be printed, and that is a part of the names of folders where not any letter will do.
    /// </summary>
    public static void Name(string name, string what, bool anyLetter)
    {
        if (name.Length > LongestName || name.Any(letter => char.IsControl(letter) || !(anyLetter || char.IsLetterOrDigit(letter) || "-_. ".Contains(letter))))
        {
            string shown = string.Concat(name.Take(40).Select(letter => char.IsControl(letter) ? '?' : letter));
            throw new BellmanException($"{what} is '{shown}': it must be {(anyLetter ? "one line of text" : "letters, digits, spaces, '-', '_' and '.'")}, "
                + $"at most {LongestName} letters.");
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
}
