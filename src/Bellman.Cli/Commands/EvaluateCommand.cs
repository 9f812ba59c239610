using System.CommandLine;
using System.Globalization;
using Bellman.Agents;
using Bellman.Cli.Terminal;
using Bellman.Recording;
using Bellman.Training;

namespace Bellman.Cli.Commands;

/// <summary><c>bellman evaluate</c>: how well a trained policy plays.</summary>
internal static class EvaluateCommand
{
    public static Command Create(Shell shell)
    {
        var folder = new Argument<string>("DIR") { Description = "The folder of a run." };
        Option<int> episodes = Flags.Count("--episodes", 100, 1, "Greedy episodes to play.");
        Option<ulong?> seed = Flags.Seed("Seed of the episodes; without one the run's, which gives the score that training printed.");
        Option<bool> json = Flags.Json();
        var command = new Command("evaluate", "Score the policy that a run left.") { folder, episodes, seed, json };
        command.SetAction(parsed =>
        {
            RunFolder run = RunFolder.Open(parsed.GetValue(folder)!);
            RunOptions options = run.ReadOptions();
            RomNote.Print(shell, options);
            IPolicy policy = PolicyFile.Load(run.Policy);
            Evaluation score = Evaluator.Run(policy, options.WorldFactory(), parsed.GetValue(episodes),
                Seeds.For(parsed.GetValue(seed) ?? options.Seed, Purpose.Score), options.LongestEpisode);
            if (parsed.GetValue(json))
            {
                ResultJson.Print(shell.Out, score, ResultJson.Default.Evaluation);
            }
            else
            {
                shell.Out.WriteLine($"{options.Environment}, {score.Episodes} greedy episodes: {Describe(score)}");
            }
            return App.Fine;
        });
        return command;
    }

    /// <summary>A score in words.</summary>
    public static string Describe(Evaluation score)
    {
        (double low, double high) = score.Interval95;
        return string.Create(CultureInfo.InvariantCulture,
            $"mean {score.Mean:0.00##} (95% interval {low:0.00##} to {high:0.00##}), standard deviation {score.Std:0.00}, "
            + $"min {score.Min:0.##}, max {score.Max:0.##}");
    }
}
