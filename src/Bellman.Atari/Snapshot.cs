namespace Bellman.Atari;

/// <summary>
/// Room for the whole state of one console, pictures and cartridge RAM included. It is filled by <see cref="Console2600.Save"/> as often as wanted
/// and belongs to consoles with the same cartridge and options.
/// </summary>
public sealed class Snapshot
{
    internal ConsoleState State;
    internal readonly byte[] CartridgeRam;
    internal readonly byte[][] Pictures;

    internal Snapshot(int cartridgeRam, int picture)
    {
        CartridgeRam = new byte[cartridgeRam];
        Pictures = [new byte[picture], new byte[picture]];
    }
}
