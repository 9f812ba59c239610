using System.Globalization;

namespace Bellman;

/// <summary>The curve of a <see cref="Schedule"/>.</summary>
public enum ScheduleShape
{
    /// <summary>From, always.</summary>
    Constant,

    /// <summary>A straight line from From to To over Rate ticks, then To.</summary>
    Linear,

    /// <summary>To + (From - To) exp(-t / Rate).</summary>
    Exponential,

    /// <summary>From times Rate to the power t, but not beyond To.</summary>
    Multiplicative,
}

/// <summary>
/// A number that changes as training goes on. It counts absolute ticks of a clock, never a fraction of the run:
/// a longer run of the same options begins with the shorter one.
/// </summary>
/// <param name="Shape">The curve.</param>
/// <param name="From">The value at tick 0.</param>
/// <param name="To">The value in the end.</param>
/// <param name="Rate">Ticks (linear, exponential) or factor per tick (multiplicative).</param>
/// <param name="Clock">What a tick is.</param>
public readonly record struct Schedule(ScheduleShape Shape, double From, double To = 0, double Rate = 0, Clock Clock = Clock.Steps)
{
    /// <summary>The same value for ever.</summary>
    public static Schedule Constant(double value) => new(ScheduleShape.Constant, value);

    /// <summary>A straight line over <paramref name="ticks"/>, then <paramref name="to"/>.</summary>
    public static Schedule Linear(double from, double to, double ticks, Clock clock = Clock.Steps)
        => new(ScheduleShape.Linear, from, to, ticks, clock);

    /// <summary>An exponential approach of <paramref name="to"/> with the given time constant.</summary>
    public static Schedule Exponential(double from, double to, double ticks, Clock clock = Clock.Steps)
        => new(ScheduleShape.Exponential, from, to, ticks, clock);

    /// <summary>A value multiplied by <paramref name="factor"/> at each tick until it reaches <paramref name="to"/>.</summary>
    public static Schedule Multiplicative(double from, double to, double factor, Clock clock = Clock.Steps)
        => new(ScheduleShape.Multiplicative, from, to, factor, clock);

    /// <summary>The value at a moment of training.</summary>
    public double At(in Counters now)
    {
        double t = now[Clock];
        switch (Shape)
        {
            case ScheduleShape.Linear:
                return t >= Rate ? To : From + (To - From) * (t / Rate);
            case ScheduleShape.Exponential:
                return To + (From - To) * Math.Exp(-t / Rate);
            case ScheduleShape.Multiplicative:
                double value = From * Math.Pow(Rate, t);
                return From >= To ? Math.Max(To, value) : Math.Min(To, value);
            default:
                return From;
        }
    }

    /// <summary>The text that <see cref="Parse"/> reads, such as <c>0.1</c> or <c>linear(1, 0.05, 10000 steps)</c>.</summary>
    public override string ToString()
    {
        if (Shape == ScheduleShape.Constant)
        {
            return From.ToString(CultureInfo.InvariantCulture);
        }
        string name = Shape.ToString().ToLowerInvariant();
        string clock = Clock.ToString().ToLowerInvariant();
        return string.Create(CultureInfo.InvariantCulture, $"{name}({From}, {To}, {Rate} {clock})");
    }

    /// <summary>
    /// Reads <c>0.1</c>, <c>linear(from, to, ticks)</c>, <c>exponential(from, to, ticks)</c> or <c>multiplicative(from, to, factor)</c>;
    /// the last number may be followed by <c>steps</c>, <c>episodes</c> or <c>updates</c>.
    /// </summary>
    /// <exception cref="BellmanException">The text is no schedule.</exception>
    public static Schedule Parse(string text)
    {
        if (TryNumber(text, out double constant))
        {
            return Constant(constant);
        }
        string[] parts = text.Split(['(', ',', ')'], StringSplitOptions.TrimEntries);
        if (parts.Length == 5 && parts[4].Length == 0
            && Enum.TryParse(parts[0], ignoreCase: true, out ScheduleShape shape) && shape != ScheduleShape.Constant
            && TryNumber(parts[1], out double from) && TryNumber(parts[2], out double to)
            && TryRate(parts[3], out double rate, out Clock clock) && rate > 0)
        {
            return new(shape, from, to, rate, clock);
        }
        throw new BellmanException($"'{text}' is not a schedule: write a number or, for example, 'linear(1, 0.05, 10000 steps)', "
            + "'exponential(0.9, 0.05, 200 steps)' or 'multiplicative(1, 0.01, 0.995 updates)'.");
    }

    private static bool TryRate(string text, out double rate, out Clock clock)
    {
        string[] words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        clock = Clock.Steps;
        rate = 0;
        return words.Length is 1 or 2 && TryNumber(words[0], out rate)
            && (words.Length == 1 || (Enum.TryParse(words[1], ignoreCase: true, out clock) && !char.IsDigit(words[1][0])));
    }

    private static bool TryNumber(string text, out double number)
        => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number) && double.IsFinite(number);
}
