using System.CommandLine;
using System.Globalization;
using Bellman.Cli.Terminal;
using Bellman.Environments;
using Bellman.Environments.Finite;
using Bellman.Training;

namespace Bellman.Cli.Commands;

/// <summary><c>bellman evaluate</c>: how well a trained policy plays.</summary>
internal static class EvaluateCommand
{
    public static Command Create(ConsoleOutput shell, StopSignal stop)
    {
        var folder = new Argument<string>("DIR") { Description = "The folder of a run." };
        Option<int> episodes = Flags.Count("--episodes", 100, 1, "Episodes to play.");
        Option<ulong?> seed = Flags.Seed("Seed of the episodes. [default: the run's, which gives the score that training printed]");
        var exact = Flags.Switch("--exact", "Compute the expected return exactly, where the dynamics are known.");
        var epsilon = Flags.Share("--epsilon", "Epsilon: probability of a random action. [default: the run's evaluateEpsilon]");
        Option<string?> environment = Flags.Environment(), rom = Flags.Rom("Atari ROM. [default: the one of the training]");
        Option<bool> json = Flags.Json();
        var command = new Command("evaluate", "Evaluate the policy of a run.") { folder, episodes, seed, epsilon, exact, environment, rom, json };
        command.SetAction(parsed =>
        {
            KeptPolicy kept = KeptPolicy.Open(shell, parsed.GetValue(folder)!, parsed.GetValue(environment), parsed.GetValue(rom));
            if (parsed.GetValue(exact))
            {
                return Exactly(shell, kept, parsed.GetValue(json));
            }
            RunOptions options = kept.Options;
            Evaluation score;
            using (var workers = new WorkerPool(options.Threads))
            using (var line = new ScoringLine(shell))
            {
                score = Evaluator.Run(kept.Policy, kept.CreateEnvironment, parsed.GetValue(episodes),
                    Seeds.For(parsed.GetValue(seed) ?? options.Seed, RandomStream.Score), options.LongestEpisode,
                    parsed.GetValue(epsilon) ?? options.EvaluateEpsilon, workers, line, stop.Token);
            }
            if (parsed.GetValue(json))
            {
                ResultJson.Print(shell.Out, score, ResultJson.Default.Evaluation);
            }
            else
            {
                string kind = Kind(parsed.GetValue(epsilon) ?? options.EvaluateEpsilon);
                shell.Out.WriteLine($"{Printable.Of(options.Environment)}, {score.Episodes} {kind}: {Describe(score)}");
            }
            return App.Fine;
        });
        return command;
    }

    private static int Exactly(ConsoleOutput shell, KeptPolicy kept, bool json)
    {
        RunOptions options = kept.Options;
        IEnvironment environment = kept.CreateEnvironment();
        using var simulator = environment as IDisposable;
        double score = ExactEvaluator.Run(kept.Policy, environment as MdpEnvironment ?? throw new BellmanException(
            $"The dynamics of {options.Environment} are not known as a table: leave --exact away, and episodes are played."), options.LongestEpisode);
        if (json)
        {
            ResultJson.Print(shell.Out, new ExactResult(options.Environment, score), ResultJson.Default.ExactResult);
        }
        else
        {
            shell.Out.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{Printable.Of(options.Environment)}: the expected return is {score:0.0000}, exactly"));
        }
        return App.Fine;
    }

    /// <summary>A score in words.</summary>
    public static string Describe(Evaluation score)
    {
        string interval = score.Interval95 is (double low, double high) ? Text($" (95% interval {low:0.00##} to {high:0.00##})") : "";
        string cut = score.Cut > 0 ? Text($"; {score.Cut} cut off, with what they had earned") : "";
        return Text($"mean {score.Mean:0.00##}{interval}, standard deviation {score.Std:0.00}, min {score.Min:0.##}, max {score.Max:0.##}{cut}");
    }

    private static string Kind(double epsilon) => epsilon > 0 ? Text($"episodes with epsilon {epsilon}") : "greedy episodes";

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
