using System.Runtime.InteropServices;

namespace Bellman.Cli.Terminal;

/// <summary>
/// The one place that decides when to stop. Ctrl-C, SIGTERM and SIGHUP are answered at once, on the thread that
/// receives them, and cancel the present work. Unsaved work is saved first; everything else has a second to end, and
/// none after a second signal.
/// </summary>
internal sealed class StopSignal : IDisposable
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);

    private readonly ConsoleOutput _shell;
    private readonly CancellationTokenSource _source = new();
    private readonly PosixSignalRegistration[] _registrations;
    private readonly Lock _gate = new();
    private Timer? _end;
    private int _signals;
    private bool _isHeld;

    public StopSignal(ConsoleOutput shell)
    {
        _shell = shell;
        _registrations = [.. new[] { PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP }
            .Select(signal => PosixSignalRegistration.Create(signal, Note))];
    }

    /// <summary>Cancelled by the first signal.</summary>
    public CancellationToken Token => _source.Token;

    public bool IsSet => _source.IsCancellationRequested;

    /// <summary>From now on no signal ends the program: there is work that is not saved.</summary>
    public void Hold()
    {
        lock (_gate)
        {
            _isHeld = true;
        }
    }

    /// <summary>Everything is saved: a signal that came meanwhile ends the program soon.</summary>
    public void Release()
    {
        lock (_gate)
        {
            _isHeld = false;
            EndWhenFree();
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _isHeld = true; // the command is over: it says itself how it went
            _end?.Dispose();
        }
        foreach (PosixSignalRegistration registration in _registrations)
        {
            registration.Dispose();
        }
    }

    private void Note(PosixSignalContext context)
    {
        context.Cancel = true;
        lock (_gate)
        {
            _signals++;
            Answer(_signals > 1 ? "stopping at once" + (_isHeld ? ", when the run is saved" : "")
                : _isHeld ? "stopping, the run is being saved; press Ctrl-C again to leave out the chart"
                : "stopping; press Ctrl-C again to end at once");
            EndWhenFree();
        }
        _source.Cancel();
    }

    private void EndWhenFree()
    {
        if (_isHeld || _signals == 0)
        {
            return;
        }
        _end?.Dispose();
        _end = new Timer(_ => End(), state: null, _signals > 1 ? TimeSpan.Zero : Grace, Timeout.InfiniteTimeSpan);
    }

    private void End()
    {
        lock (_gate)
        {
            if (_isHeld)
            {
                return;
            }
        }
        Environment.Exit(App.Stopped);
    }

    // Whoever hid the cursor may never come to show it again.
    private void Answer(string words)
    {
        try
        {
            _shell.Error.WriteLine($"{(_shell.IsLive ? "\r\e[K\e[?25h" : "")}bellman: {words}");
            _shell.Error.Flush();
        }
        catch (IOException)
        {
            // There is no terminal any more.
        }
    }
}
