using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Bellman.Atari;

/// <summary>
/// The whole state of one console, pictures and cartridge RAM included. It is filled by <see cref="Console2600.Save"/>
/// as often as wanted and belongs to consoles with the same cartridge and options. Pictures are not copied before
/// somebody draws on them.
/// </summary>
public sealed class Snapshot
{
    private readonly int _picture;

    internal ConsoleState State;
    internal readonly byte[] CartridgeRam;
    internal readonly SharedFrame[] Pictures;

    internal Snapshot(int cartridgeRam, int picture)
    {
        _picture = picture;
        CartridgeRam = new byte[cartridgeRam];
        Pictures = [new(picture), new(picture)];
    }

    /// <summary>How many bytes <see cref="CopyTo"/> writes.</summary>
    public int Length => Unsafe.SizeOf<ConsoleState>() + CartridgeRam.Length + 2 * _picture;

    /// <summary>Writes everything as bytes, for a file that the same version of this library reads again.</summary>
    public void CopyTo(Span<byte> bytes)
    {
        StateBytes.CopyTo(bytes);
        bytes = bytes[StateBytes.Length..];
        CartridgeRam.CopyTo(bytes);
        bytes = bytes[CartridgeRam.Length..];
        foreach (SharedFrame picture in Pictures)
        {
            picture.Pixels.CopyTo(bytes);
            bytes = bytes[_picture..];
        }
    }

    /// <summary>
    /// Takes everything from bytes that <see cref="CopyTo"/> wrote for a console with the same cartridge and options.
    /// </summary>
    public void CopyFrom(ReadOnlySpan<byte> bytes)
    {
        bytes[..StateBytes.Length].CopyTo(StateBytes);
        bytes = bytes[StateBytes.Length..];
        bytes[..CartridgeRam.Length].CopyTo(CartridgeRam);
        bytes = bytes[CartridgeRam.Length..];
        foreach (ref SharedFrame picture in Pictures.AsSpan())
        {
            if (picture.IsShared)
            {
                picture.Release();
                picture = new SharedFrame(_picture);
            }
            bytes[.._picture].CopyTo(picture.Pixels);
            bytes = bytes[_picture..];
        }
    }

    private Span<byte> StateBytes => MemoryMarshal.AsBytes(MemoryMarshal.CreateSpan(ref State, 1));
}
