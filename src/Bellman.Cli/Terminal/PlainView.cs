using System.Diagnostics;
using System.Globalization;

namespace Bellman.Cli.Terminal;

/// <summary>A line every few seconds, for logs and pipes.</summary>
internal sealed class PlainView(TextWriter output, TimeSpan pause) : ITrainingView
{
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private readonly TimeSpan _pause = pause;
    private TimeSpan _next = pause;

    public void Show(TrainingStatus status)
    {
        if (_clock.Elapsed >= _next)
        {
            _next = _clock.Elapsed + _pause;
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{status.Steps,12:N0} of {status.TotalSteps:N0} steps  {status}"));
        }
    }

    public void Say(string sentence) => output.WriteLine(sentence);

    public void Dispose()
    {
        // Its lines stay.
    }
}
