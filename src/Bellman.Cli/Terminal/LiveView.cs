using System.Globalization;

namespace Bellman.Cli.Terminal;

/// <summary>
/// A bar that fills, with the numbers beside it: one line, written over itself. The cursor stays where it is, so that
/// nothing has to bring it back.
/// </summary>
internal sealed class LiveView(ConsoleOutput shell) : ITrainingView
{
    private const int BarWidth = 12;

    public void Show(TrainingStatus status)
    {
        double share = Math.Clamp((double)status.Steps / status.TotalSteps, 0, 1);
        string bar = new string('#', (int)(share * BarWidth)).PadRight(BarWidth, '-');
        Write(shell, string.Create(CultureInfo.InvariantCulture, $"[{bar}] {Math.Floor(100 * share),3:0}%  {status}"));
    }

    public void Say(string sentence) => shell.Out.Write($"\r\e[K{sentence}\n");

    /// <summary>Takes the line away.</summary>
    public void Dispose() => shell.Out.Write("\r\e[K");

    /// <summary>Writes a line over itself.</summary>
    public static void Write(ConsoleOutput shell, string line)
    {
        shell.Out.Write($"\r{line[..Math.Min(line.Length, shell.Width - 1)]}\e[K");
        shell.Out.Flush();
    }
}
