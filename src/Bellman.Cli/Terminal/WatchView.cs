using System.Diagnostics;
using System.Globalization;
using System.Text;
using Bellman.Drawing;
using Bellman.Environments;

namespace Bellman.Cli.Terminal;

/// <summary>A small picture of the first lane as it is now, with the numbers beside it.</summary>
internal sealed class WatchView : ITrainingView
{
    private const int Rows = 14, MostColumns = 56, NumbersWidth = 40;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(0.1);

    private readonly Shell _shell;
    private readonly IScreen _screen;
    private readonly Canvas _canvas;
    private readonly StringBuilder _picture = new();
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private TimeSpan _next;
    private bool _drawn;

    public WatchView(Shell shell, IScreen screen)
    {
        (_shell, _screen) = (shell, screen);
        // A character is about twice as high as wide and shows two pixels: pixels are square.
        int width = Math.Min(2 * Rows * screen.Width / screen.Height, MostColumns);
        _canvas = new Canvas(Math.Max(width, 1), 2 * Rows);
    }

    /// <summary>Whether a terminal has room for both.</summary>
    public static bool Fits(Shell shell) => shell.Width >= MostColumns + NumbersWidth && shell.Height > Rows + 1;

    public void Run(Action<Action<TrainingStatus>> work)
    {
        _shell.Out.Write("\e[?25l"); // hide the cursor
        try
        {
            work(Show);
        }
        finally
        {
            _shell.Out.Write("\e[?25h");
        }
    }

    private void Show(TrainingStatus status)
    {
        if (_clock.Elapsed < _next)
        {
            return;
        }
        _next = _clock.Elapsed + Pause;
        _screen.Draw(_canvas);
        _picture.Clear();
        if (_shell.InColor)
        {
            TerminalPicture.AppendColored(_canvas, _picture);
        }
        else
        {
            TerminalPicture.AppendPlain(_canvas, _picture);
        }
        string[] lines = _picture.ToString().TrimEnd('\n').Split('\n'), numbers = Numbers(status);
        if (_drawn)
        {
            _shell.Out.Write($"\e[{lines.Length}A");
        }
        for (int i = 0; i < lines.Length; i++)
        {
            _shell.Out.Write($"{lines[i]}  {(i < numbers.Length ? numbers[i] : "")}\e[K\n");
        }
        _shell.Out.Flush();
        _drawn = true;
    }

    private static string[] Numbers(TrainingStatus status) =>
    [
        Text($"step     {status.Steps:N0} of {status.TotalSteps:N0}"),
        $"score    {TrainingStatus.Known(status.Score, "0.0")}, mean of 100 episodes",
        $"epsilon  {TrainingStatus.Known(status.Epsilon, "0.000")}",
        $"loss     {TrainingStatus.Known(status.Loss, "0.0000")}",
        Text($"speed    {status.StepsPerSecond:N0} steps/s"),
        $"left     {TrainingStatus.Time(status.Left)}",
    ];

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
