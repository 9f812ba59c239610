using System.Globalization;

namespace Bellman.Cli.Terminal;

/// <summary>What people see of a training while it goes on.</summary>
internal readonly record struct TrainingStatus(
    long Steps, long TotalSteps, double Score, double Epsilon, double Loss, double StepsPerSecond, TimeSpan Left)
{
    public override string ToString()
        => string.Create(CultureInfo.InvariantCulture,
            $"score {Known(Score, "0.0"),6}  epsilon {Known(Epsilon, "0.000"),6}  loss {Known(Loss, "0.0000"),6}  {StepsPerSecond,9:N0} steps/s  {Time(Left)} left");

    /// <summary>A span of time as people say it.</summary>
    public static string Time(TimeSpan time) => time.TotalHours >= 1
        ? string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalHours}:{time.Minutes:00}:{time.Seconds:00}")
        : string.Create(CultureInfo.InvariantCulture, $"{time.Minutes}:{time.Seconds:00}");

    /// <summary>A number, or a dash while there is none.</summary>
    public static string Known(double value, string format) => double.IsNaN(value) ? "-" : value.ToString(format, CultureInfo.InvariantCulture);
}

/// <summary>Shows a training while it goes on.</summary>
internal interface ITrainingView
{
    /// <summary>Does the work and shows every status that it reports.</summary>
    void Run(Action<Action<TrainingStatus>> work);
}
