using System.Diagnostics;
using System.Globalization;
using System.Text;
using Bellman.Drawing;
using Bellman.Environments;

namespace Bellman.Cli.Terminal;

/// <summary>A small picture of the first lane as it is now, with the numbers beside it.</summary>
internal sealed class WatchView : ITrainingView
{
    private const int MostRows = 14, LeastRows = 4, MostColumns = 56, LeastColumns = 20, NumbersWidth = 40;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(0.1);

    private readonly ConsoleOutput _shell;
    private readonly IScreen _screen;
    private readonly Canvas _canvas;
    private readonly StringBuilder _picture = new();
    private readonly List<string> _sentences = [];
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private TimeSpan _next;
    private bool _drawn;

    public WatchView(ConsoleOutput shell, IScreen screen)
    {
        (_shell, _screen) = (shell, screen);
        // A character is about twice as high as wide and shows two pixels: pixels are square.
        int height = 2 * Math.Min(MostRows, shell.Height - 2), width = height * screen.Width / screen.Height;
        int room = Math.Min(shell.Width - NumbersWidth, MostColumns);
        if (width > room)
        {
            (width, height) = (room, Math.Max(room * screen.Height / screen.Width, 2) & ~1);
        }
        _canvas = new Canvas(Math.Max(width, 1), height);
        _shell.Out.Write("\e[?25l"); // hide the cursor
    }

    /// <summary>Whether a terminal has room for both.</summary>
    public static bool Fits(ConsoleOutput shell) => shell.Width >= LeastColumns + NumbersWidth && shell.Height >= LeastRows + 2;

    /// <summary>How large a terminal must be, in words.</summary>
    public static string Needed => $"{LeastColumns + NumbersWidth} x {LeastRows + 2} characters";

    /// <summary>Shows the cursor again, and says what the picture would have hidden.</summary>
    public void Dispose()
    {
        _shell.Out.Write("\e[?25h");
        _sentences.ForEach(_shell.Out.WriteLine);
    }

    public void Say(string sentence) => _sentences.Add(sentence);

    public void Show(TrainingStatus status)
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
            _shell.Out.Write($"\e[{Math.Max(lines.Length, numbers.Length)}A");
        }
        for (int i = 0; i < Math.Max(lines.Length, numbers.Length); i++)
        {
            string picture = i < lines.Length ? lines[i] : new string(' ', _canvas.Width);
            _shell.Out.Write($"{picture}  {(i < numbers.Length ? Short(numbers[i]) : "")}\e[K\n");
        }
        _shell.Out.Flush();
        _drawn = true;
    }

    private static string[] Numbers(TrainingStatus status) =>
    [
        Text($"step     {status.Steps:N0} of {status.TotalSteps:N0}"),
        $"score    {TrainingStatus.Known(status.Score, "0.0")}, mean of 100 episodes",
        $"greedy   {TrainingStatus.Known(status.Last, "0.0")}, best {TrainingStatus.Known(status.Best, "0.0")}",
        $"learning epsilon {TrainingStatus.Known(status.Epsilon, "0.000")}, loss {TrainingStatus.Known(status.Loss, "0.0000")}",
        status.Doing.TrimStart(),
    ];

    private static string Short(string line) => line[..Math.Min(line.Length, NumbersWidth - 2)];

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
