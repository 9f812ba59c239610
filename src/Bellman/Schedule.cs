using System.Globalization;

namespace Bellman;

/// <summary>The curve of a <see cref="Schedule"/>.</summary>
public enum ScheduleShape
{
    /// <summary>Constant: always From.</summary>
    Constant,

    /// <summary>Linear: from From to To over Rate units, then To.</summary>
    Linear,

    /// <summary>Exponential decay: To + (From - To) exp(-t / Rate).</summary>
    Exponential,

    /// <summary>Multiplicative decay: From times Rate to the power t, limited by To.</summary>
    Multiplicative,
}

/// <summary>
/// A number that changes during training. It depends on absolute counts, never on a fraction of the run: a longer run
/// with the same options begins exactly like the shorter one.
/// </summary>
/// <param name="Shape">The curve.</param>
/// <param name="From">The value at first.</param>
/// <param name="To">The final value.</param>
/// <param name="Rate">Units (linear, exponential), or factor per unit (multiplicative).</param>
/// <param name="Unit">What is counted: steps, episodes or updates.</param>
/// <param name="Start">
/// Units for which the value stays at From before the curve begins, for example until learning starts.
/// </param>
/// <exception cref="BellmanException">A number is not finite, or the numbers make no curve.</exception>
public readonly record struct Schedule(
    ScheduleShape Shape, double From, double To = 0, double Rate = 0, TrainingUnit Unit = TrainingUnit.Steps, double Start = 0) : IText<Schedule>
{
    /// <summary>Units (linear, exponential), or factor per unit (multiplicative).</summary>
    public double Rate { get; init; } = Checked(Shape, From, To, Rate, Unit, Start);

    /// <summary>A constant value.</summary>
    public static Schedule Constant(double value) => new(ScheduleShape.Constant, value);

    /// <summary>
    /// A straight line over <paramref name="length"/> units, beginning after <paramref name="start"/> of them, then
    /// <paramref name="to"/>.
    /// </summary>
    public static Schedule Linear(double from, double to, double length, TrainingUnit unit = TrainingUnit.Steps, double start = 0)
        => new(ScheduleShape.Linear, from, to, length, unit, start);

    /// <summary>
    /// An exponential approach of <paramref name="to"/> with the time constant <paramref name="length"/>.
    /// </summary>
    public static Schedule Exponential(double from, double to, double length, TrainingUnit unit = TrainingUnit.Steps, double start = 0)
        => new(ScheduleShape.Exponential, from, to, length, unit, start);

    /// <summary>
    /// A value multiplied by <paramref name="factor"/> at each unit until it reaches <paramref name="to"/>.
    /// </summary>
    public static Schedule Multiplicative(double from, double to, double factor, TrainingUnit unit = TrainingUnit.Steps, double start = 0)
        => new(ScheduleShape.Multiplicative, from, to, factor, unit, start);

    /// <summary>The value at a moment of training.</summary>
    public double At(in Counters now)
    {
        double t = Math.Max(0, now[Unit] - Start);
        switch (Shape)
        {
            case ScheduleShape.Linear:
                return t >= Rate ? To : From + (To - From) * (t / Rate);
            case ScheduleShape.Exponential:
                return To + (From - To) * Math.Exp(-t / Rate);
            case ScheduleShape.Multiplicative:
                return Math.Clamp(From * Math.Pow(Rate, t), Math.Min(From, To), Math.Max(From, To));
            default:
                return From;
        }
    }

    /// <summary>
    /// The text that <see cref="Parse"/> reads, such as <c>0.1</c>, <c>linear(1, 0.05, 10000 steps)</c> or
    /// <c>linear(1, 0.05, 10000 steps from 500)</c>.
    /// </summary>
    public override string ToString()
    {
        if (Shape == ScheduleShape.Constant)
        {
            return From.ToString(CultureInfo.InvariantCulture);
        }
        string name = Shape.ToString().ToLowerInvariant();
        string unit = Unit.ToString().ToLowerInvariant();
        return string.Create(CultureInfo.InvariantCulture, $"{name}({From}, {To}, {Rate} {unit}{(Start == 0 ? "" : " from ")}{(Start == 0 ? null : Start)})");
    }

    /// <summary>
    /// Reads <c>0.1</c>, <c>linear(from, to, length)</c>, <c>exponential(from, to, length)</c> or
    /// <c>multiplicative(from, to, factor)</c>; the last number may be followed by a unit (<c>steps</c>,
    /// <c>episodes</c> or <c>updates</c>) and by a start such as <c>from 500</c>.
    /// </summary>
    /// <exception cref="BellmanException">The text is not a schedule.</exception>
    public static Schedule Parse(string text)
    {
        if (TryNumber(text, out double constant))
        {
            return Constant(constant);
        }
        string[] parts = text.Split(['(', ',', ')'], StringSplitOptions.TrimEntries);
        if (parts.Length == 5 && parts[4].Length == 0
            && Enum.TryParse(parts[0], ignoreCase: true, out ScheduleShape shape) && parts[0].All(char.IsLetter) && shape != ScheduleShape.Constant
            && TryNumber(parts[1], out double from) && TryNumber(parts[2], out double to)
            && TryRate(parts[3], out double rate, out TrainingUnit unit, out double start))
        {
            return new(shape, from, to, rate, unit, start);
        }
        throw new BellmanException($"'{text}' is not a schedule: write a number or, for example, 'linear(1, 0.05, 10000 steps)', "
            + "'linear(1, 0.05, 10000 steps from 500)', 'exponential(0.9, 0.05, 200 steps)' or 'multiplicative(1, 0.01, 0.995 updates)'.");
    }

    /// <summary>
    /// The rate, if the numbers make a curve. A schedule changed by <c>with</c> is checked where it is used.
    /// </summary>
    internal static double Checked(ScheduleShape shape, double from, double to, double rate, TrainingUnit unit, double start)
    {
        string? fault = !Enum.IsDefined(shape) || !Enum.IsDefined(unit) ? "has no such shape or unit"
            : !double.IsFinite(from) || !double.IsFinite(to) ? "needs numbers that are finite"
            : !(start >= 0 && double.IsFinite(start)) ? "begins after 0 units or more"
            : shape == ScheduleShape.Constant ? null
            : !(rate > 0 && double.IsFinite(rate)) ? "needs a length, or a factor, greater than 0"
            : shape == ScheduleShape.Multiplicative && Math.Sign(from * rate - from) != Math.Sign(to - from)
                ? "has a factor that does not lead to where it is to end"
            : null;
        return fault is null ? rate
            : throw new BellmanException(string.Create(CultureInfo.InvariantCulture,
                $"A schedule {fault}: this one is {shape.ToString().ToLowerInvariant()} from {from} to {to} with {rate}, beginning at {start}."));
    }

    private static bool TryRate(string text, out double rate, out TrainingUnit unit, out double start)
    {
        string[] words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        unit = TrainingUnit.Steps;
        rate = start = 0;
        if (words is [.. var before, var from, var units] && from.Equals("from", StringComparison.OrdinalIgnoreCase))
        {
            if (!TryNumber(units, out start))
            {
                return false;
            }
            words = before;
        }
        return words.Length is 1 or 2 && TryNumber(words[0], out rate)
            && (words.Length == 1 || (Enum.TryParse(words[1], ignoreCase: true, out unit) && words[1].All(char.IsLetter)));
    }

    private static bool TryNumber(string text, out double number)
        => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number) && double.IsFinite(number);
}
