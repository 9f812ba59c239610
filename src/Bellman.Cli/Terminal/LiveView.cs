using Spectre.Console;

namespace Bellman.Cli.Terminal;

/// <summary>A bar that fills, with the numbers beside it.</summary>
internal sealed class LiveView : ITrainingView
{
    public void Run(Action<Action<TrainingStatus>> work)
        => AnsiConsole.Progress().AutoClear(true).HideCompleted(false)
            .Columns(new ProgressBarColumn { Width = 24 }, new PercentageColumn(), new TaskDescriptionColumn { Alignment = Justify.Left })
            .Start(context =>
            {
                ProgressTask? bar = null;
                work(status =>
                {
                    bar ??= context.AddTask("training", maxValue: status.TotalSteps);
                    bar.Value = status.Steps;
                    bar.Description = status.ToString();
                });
            });
}
