using System.CommandLine;
using Bellman.Cli.Terminal;
using Bellman.Drawing.Charts;
using Bellman.Recording;

namespace Bellman.Cli.Commands;

/// <summary><c>bellman plot</c>: the chart of one run, or a comparison of several.</summary>
internal static class PlotCommand
{
    public static Command Create(ConsoleOutput shell)
    {
        var folders = new Argument<string[]>("DIR") { Description = "Folders of runs.", Arity = ArgumentArity.OneOrMore };
        var file = new Option<string?>("--out") { Description = "SVG file. [default: plot.svg in the run's folder, or comparison.svg]", HelpName = "FILE" };
        var command = new Command("plot", "Draw the learning curve of a run, or compare runs: seeds of one setting become one line in a band.")
        {
            folders, file,
        };
        command.SetAction(parsed =>
        {
            string? wished = OutputName.Named(parsed.GetValue(file), "--out", ".svg");
            RunFolder[] runs = [.. parsed.GetValue(folders)!.Select(RunFolder.Open)];
            string path = wished ?? (runs is [var only] ? only.Plot : "comparison.svg");
            OutputFile.Write(path, ChartSvg.Render(runs is [var run] ? RunChart.Of(run) : RunChart.Compare(runs)));
            shell.Out.WriteLine(Printable.Of(path));
            return App.Fine;
        });
        return command;
    }
}
