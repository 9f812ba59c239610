using System.Diagnostics;
using System.Text;
using Bellman.Drawing;
using Bellman.Environments;

namespace Bellman.Cli.Terminal;

/// <summary>Shows an environment in the terminal, picture over picture.</summary>
internal sealed class TerminalMovie : IDisposable
{
    private const int RowsBelow = 3;

    private readonly ConsoleOutput _shell;
    private readonly Canvas _canvas;
    private readonly StringBuilder _text = new();
    private readonly TimeSpan _frame;
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private TimeSpan _next;
    private bool _drawn;

    public TerminalMovie(ConsoleOutput shell, IScreen screen, double framesPerSecond)
    {
        _shell = shell;
        _frame = TimeSpan.FromSeconds(1 / framesPerSecond);
        // A character is about twice as high as wide and shows two pixels: pixels are square.
        int height = Math.Max(2, 2 * (shell.Height - RowsBelow)), width = height * screen.Width / screen.Height;
        if (width > shell.Width)
        {
            (width, height) = (shell.Width, shell.Width * screen.Height / screen.Width);
        }
        _canvas = new(Math.Max(width, 1), height & ~1);
        shell.Out.Write("\e[?25l"); // hide the cursor
    }

    /// <summary>Draws over the picture before, when its time has come.</summary>
    public void Show(IScreen screen, string caption)
    {
        screen.Draw(_canvas);
        _text.Clear();
        if (_drawn)
        {
            _text.Append("\e[").Append(_canvas.Height / 2 + 1).Append('A');
        }
        if (_shell.InColor)
        {
            TerminalPicture.AppendColored(_canvas, _text);
        }
        else
        {
            TerminalPicture.AppendPlain(_canvas, _text);
        }
        _text.Append("\e[K").Append(caption).Append('\n');
        _shell.Out.Write(_text);
        _shell.Out.Flush();
        _drawn = true;
        _next += _frame;
        TimeSpan early = _next - _clock.Elapsed;
        if (early > TimeSpan.Zero)
        {
            Thread.Sleep(early);
        }
        else
        {
            _next = _clock.Elapsed; // too slow a terminal: do not try to catch up
        }
    }

    /// <summary>Shows the cursor again.</summary>
    public void Dispose() => _shell.Out.Write("\e[?25h");
}
