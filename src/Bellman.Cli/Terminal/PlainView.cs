using System.Diagnostics;
using System.Globalization;

namespace Bellman.Cli.Terminal;

/// <summary>A line every few seconds, for logs and pipes.</summary>
internal sealed class PlainView(TextWriter output, TimeSpan every) : ITrainingView
{
    public void Run(Action<Action<TrainingStatus>> work)
    {
        var clock = Stopwatch.StartNew();
        TimeSpan next = every;
        work(status =>
        {
            if (clock.Elapsed >= next)
            {
                next = clock.Elapsed + every;
                output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{status.Steps,12:N0} of {status.TotalSteps:N0} steps  {status}"));
            }
        });
    }
}

/// <summary>Nothing at all.</summary>
internal sealed class NoView : ITrainingView
{
    public void Run(Action<Action<TrainingStatus>> work) => work(_ => { });
}
