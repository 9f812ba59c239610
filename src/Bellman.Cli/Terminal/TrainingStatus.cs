using System.Globalization;
using Bellman.Training;

namespace Bellman.Cli.Terminal;

/// <summary>The live status of a training run.</summary>
/// <param name="Steps">Steps so far.</param>
/// <param name="TotalSteps">Steps that it is to have.</param>
/// <param name="Score">Mean return of the last 100 episodes of training.</param>
/// <param name="Last">What the last evaluation scored; not a number before the first.</param>
/// <param name="Best">What the kept policy scored when it was chosen; not a number before the first evaluation.</param>
/// <param name="Epsilon">Epsilon: probability of a random action.</param>
/// <param name="Loss">Mean loss since the report before.</param>
/// <param name="StepsPerSecond">Speed.</param>
/// <param name="Left">How long it will go on.</param>
/// <param name="Evaluating">The evaluation that goes on; null between two.</param>
internal readonly record struct TrainingStatus(
    long Steps, long TotalSteps, double Score, double Last, double Best, double Epsilon, double Loss, double StepsPerSecond, TimeSpan Left,
    EvaluationProgress? Evaluating)
{
    public override string ToString()
        => $"score {Known(Score, "0.0"),6}  greedy {Known(Last, "0.0"),6}, best {Known(Best, "0.0"),6}  "
            + $"epsilon {Known(Epsilon, "0.000"),5}  loss {Known(Loss, "0.0000"),6}  {Doing}";

    /// <summary>The speed and the time left, or how far the evaluation is.</summary>
    public string Doing => Evaluating is { } now ? Describe(now)
        : Text($"{StepsPerSecond,7:N0} steps/s  {Time(Left)} left");

    /// <summary>An evaluation that goes on, in words.</summary>
    public static string Describe(EvaluationProgress now) => Text($"evaluating: {now.Finished} of {now.Episodes} episodes, {now.Steps:N0} steps");

    /// <summary>A span of time as people say it.</summary>
    public static string Time(TimeSpan time) => time.TotalHours >= 1
        ? Text($"{(int)time.TotalHours}:{time.Minutes:00}:{time.Seconds:00}")
        : Text($"{time.Minutes}:{time.Seconds:00}");

    /// <summary>A number, or a dash while there is none.</summary>
    public static string Known(double value, string format) => double.IsNaN(value) ? "-" : value.ToString(format, CultureInfo.InvariantCulture);

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

/// <summary>Shows a training while it goes on.</summary>
internal interface ITrainingView : IDisposable
{
    /// <summary>Shows how far it has come, where it is time to.</summary>
    void Show(TrainingStatus status);

    /// <summary>Says a sentence that stays.</summary>
    void Say(string sentence);
}
