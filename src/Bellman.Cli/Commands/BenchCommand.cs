using System.CommandLine;
using System.Globalization;
using Bellman.Cli.Benches;
using Bellman.Cli.Terminal;

namespace Bellman.Cli.Commands;

/// <summary><c>bellman bench</c>: behaviour and speed as numbers, in one table.</summary>
internal static class BenchCommand
{
    public static Command Create(ConsoleOutput shell)
    {
        var name = new Argument<string?>("NAME") { Description = "Run only this benchmark.", Arity = ArgumentArity.ZeroOrOne };
        var command = new Command("bench", "Run the benchmarks: fingerprint, speed, allocation, share of the FMA peak.") { name };
        command.SetAction(parsed =>
        {
            Print(shell, parsed.GetValue(name) is { } only ? [Find(only)] : Bench.All);
            return App.Fine;
        });
        return command;
    }

    private static Bench Find(string name) => Bench.All.FirstOrDefault(b => b.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
        ?? throw new BellmanException($"There is no bench '{name}': did you mean '{Suggestion.Nearest(name, Bench.All.Select(b => b.Name))}'?");

    private static void Print(ConsoleOutput shell, IReadOnlyList<Bench> benches)
    {
        var table = new TextTable("bench", "fingerprint", "steps/s", "updates/s", "bytes/step", "of FMA peak", "what it does") { AlignedRight = [2, 3, 4, 5] };
        double peak = 0;
        foreach (Bench bench in benches)
        {
            BenchResult result = bench.Run();
            peak = Math.Max(peak, result.Peak ?? 0);
            table.Add(bench.Name, result.Fingerprint ?? "", Number(result.StepsPerSecond, "N0"), Number(result.UpdatesPerSecond, "N0"),
                Number(result.BytesPerStep, "0.##"), Number(result.Flops / (result.Peak * 1e9) * 100, "0'%'"), bench.Description);
        }
        table.Print(shell);
        if (peak > 0)
        {
            shell.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"\nFMA peak of one core, measured between the updates: {peak:0.0} GFLOP/s."));
        }
    }

    private static string Number(double? value, string format) => value?.ToString(format, CultureInfo.InvariantCulture) ?? "";
}
