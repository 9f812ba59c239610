using System.Runtime.InteropServices;

namespace Bellman.Cli.Terminal;

/// <summary>Notes that somebody wants the program to stop (Ctrl-C, or SIGTERM). The second time the program simply ends.</summary>
internal sealed class StopSignal : IDisposable
{
    private readonly PosixSignalRegistration _interrupt;
    private readonly PosixSignalRegistration _terminate;
    private volatile bool _isSet;

    public StopSignal()
    {
        _interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Note);
        _terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Note);
    }

    public bool IsSet => _isSet;

    public void Dispose()
    {
        _interrupt.Dispose();
        _terminate.Dispose();
    }

    private void Note(PosixSignalContext context)
    {
        context.Cancel = !_isSet;
        _isSet = true;
    }
}
