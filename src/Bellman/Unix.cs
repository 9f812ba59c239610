using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Bellman;

/// <summary>What Linux tells about files and .NET does not. Every answer is null where this is another system.</summary>
internal static partial class Unix
{
    private const int CurrentFolder = -100, NoFollow = 0x100, TypeAndNumber = 0x101, StatusLength = 256; // statx(2)
    private const int NoSuchFile = 2, NotAFolder = 20;                      // errno(3)

    /// <summary>Looks at a path by statx, whose record is the same on every processor.</summary>
    public static FileIdentity? Look(string path, bool followLinks)
    {
        if (!OperatingSystem.IsLinux() || path.Length == 0 || path.Contains('\0'))
        {
            return null;
        }
        Span<byte> status = stackalloc byte[StatusLength];
        try
        {
            if (Statx(CurrentFolder, path, followLinks ? 0 : NoFollow, TypeAndNumber, ref MemoryMarshal.GetReference(status)) != 0)
            {
                return Marshal.GetLastPInvokeError() is NoSuchFile or NotAFolder ? default(FileIdentity) : null;
            }
        }
        catch (EntryPointNotFoundException)
        {
            return null; // an older musl
        }
        FileKind kind = (BinaryPrimitives.ReadUInt16LittleEndian(status[28..]) & 0xF000) switch
        {
            0x4000 => FileKind.Folder,
            0xA000 => FileKind.Link,
            0x2000 => FileKind.Device,
            0x6000 => FileKind.Disk,
            0x1000 => FileKind.Pipe,
            0xC000 => FileKind.Socket,
            _ => FileKind.Ordinary,
        };
        return new(kind, BinaryPrimitives.ReadUInt64LittleEndian(status[136..]), BinaryPrimitives.ReadUInt64LittleEndian(status[32..]));
    }

    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Statx(int folder, string path, int flags, uint mask, ref byte status);
}
