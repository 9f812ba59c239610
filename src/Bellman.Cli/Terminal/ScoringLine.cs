using System.Diagnostics;
using Bellman.Training;

namespace Bellman.Cli.Terminal;

/// <summary>How far the scoring of a policy has come: one line, written over itself, where a person sees it.</summary>
internal sealed class ScoringLine(ConsoleOutput shell) : IProgress<EvaluationProgress>, IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(0.5);

    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private TimeSpan _next = Pause;
    private bool _shown;

    public void Report(EvaluationProgress value)
    {
        if (shell.IsLive && _clock.Elapsed >= _next)
        {
            _next = _clock.Elapsed + Pause;
            _shown = true;
            LiveView.Write(shell, TrainingStatus.Describe(value));
        }
    }

    /// <summary>Takes the line away.</summary>
    public void Dispose()
    {
        if (_shown)
        {
            shell.Out.Write("\r\e[K");
        }
    }
}
