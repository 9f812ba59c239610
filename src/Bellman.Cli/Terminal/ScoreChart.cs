using Bellman.Recording;

namespace Bellman.Cli.Terminal;

/// <summary>The score by episode, small, at the end of a training.</summary>
internal static class ScoreChart
{
    private const int Rows = 8, WidestChart = 100;

    public static void Print(ConsoleOutput shell, RunFolder folder, long episodes, int logEvery)
    {
        double[] scores = [.. RunChart.Scores(folder)];
        if (scores.Length < 2)
        {
            return;
        }
        string what = logEvery == 1 ? "score by episode, mean of 100" : "score by step, mean of 100 episodes";
        shell.Out.WriteLine($"{what} (episodes 1 to {episodes})");
        foreach (string line in BrailleChart.Draw(scores, Math.Min(shell.Width - 1, WidestChart), Rows))
        {
            shell.Out.WriteLine(line);
        }
        shell.Out.WriteLine();
    }
}
