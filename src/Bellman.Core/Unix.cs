using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Bellman;

/// <summary>
/// What Linux tells about files and .NET does not. Every answer is null or false where this is another system.
/// </summary>
internal static unsafe partial class Unix
{
    private const int CurrentFolder = -100, NoFollow = 0x100, EmptyPath = 0x1000, TypeAndNumber = 0x101, StatusLength = 256;   // statx(2)
    private const int WriteOnly = 1, DoNotWait = 0x800, CloseOnExec = 0x80000;                             // open(2)
    private const int NoSuchFile = 2, Interrupted = 4, NotAFolder = 20, CannotBeFlushed = 22;              // errno(3)

    // Looked up where a program's own symbols are, so that whoever tries out failing disks can stand before the C library.
    private static readonly delegate* unmanaged<int, int> Fsync
        = OperatingSystem.IsLinux() && NativeLibrary.TryGetExport(NativeLibrary.GetMainProgramHandle(), "fsync", out nint address)
            ? (delegate* unmanaged<int, int>)address : null;

    /// <summary>Looks at a path by statx, whose record is the same on every processor.</summary>
    public static FileIdentity? Look(string path, bool followLinks)
        => path.Length == 0 || path.Contains('\0') ? null : Look(CurrentFolder, path, followLinks ? 0 : NoFollow);

    /// <summary>Looks at an open file.</summary>
    public static FileIdentity? Look(SafeFileHandle file)
    {
        bool held = false;
        try
        {
            file.DangerousAddRef(ref held);
            return Look((int)file.DangerousGetHandle(), "", EmptyPath);
        }
        finally
        {
            if (held)
            {
                file.DangerousRelease();
            }
        }
    }

    /// <summary>
    /// Waits until what was written is on the disk: <c>FileStream.Flush(true)</c> waits too, but keeps to itself that
    /// it failed.
    /// </summary>
    /// <returns>Whether this system can.</returns>
    /// <exception cref="IOException">It is not on the disk: that is full, gone or broken.</exception>
    public static bool Flush(SafeFileHandle file)
    {
        if (Fsync == null)
        {
            return false;
        }
        int error = TryFlush(file);
        return error == 0 ? true : throw new IOException(Marshal.GetPInvokeErrorMessage(error));
    }

    /// <summary>Waits until the names in a folder are on the disk.</summary>
    /// <exception cref="IOException">They are not.</exception>
    public static void FlushFolder(string path)
    {
        if (Fsync == null)
        {
            return;
        }
        using var folder = new SafeFileHandle(Open(path, CloseOnExec), ownsHandle: true);
        int error = folder.IsInvalid ? 0 : TryFlush(folder); // one may write to folders that one may not read
        if (error is not 0 and not CannotBeFlushed)
        {
            throw new IOException(Marshal.GetPInvokeErrorMessage(error));
        }
    }

    /// <summary>Opens the writing end of a pipe at once.</summary>
    /// <returns>Null where nobody reads it: opening it in the usual way would wait for ever.</returns>
    public static SafeFileHandle? OpenPipe(string path)
    {
        var pipe = new SafeFileHandle(Open(path, WriteOnly | DoNotWait | CloseOnExec), ownsHandle: true);
        if (!pipe.IsInvalid)
        {
            return pipe;
        }
        pipe.Dispose();
        return null;
    }

    private static FileIdentity? Look(int folder, string path, int flags)
    {
        if (!OperatingSystem.IsLinux())
        {
            return null;
        }
        Span<byte> status = stackalloc byte[StatusLength];
        try
        {
            if (Statx(folder, path, flags, TypeAndNumber, ref MemoryMarshal.GetReference(status)) != 0)
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

    private static int TryFlush(SafeFileHandle file)
    {
        bool held = false;
        try
        {
            file.DangerousAddRef(ref held);
            int error;
            do
            {
                error = Fsync((int)file.DangerousGetHandle()) == 0 ? 0 : Marshal.GetLastSystemError();
            }
            while (error == Interrupted);
            return error;
        }
        finally
        {
            if (held)
            {
                file.DangerousRelease();
            }
        }
    }

    /// <summary>
    /// Lets writing fail, with a number that becomes a sentence, where files may not grow any more (ulimit -f); else
    /// the system ends the program. For good: a handler that is taken away again may be gone before the signal is seen.
    /// </summary>
    public static void IgnoreFilesThatMayNotGrow()
    {
        const int signal = 25, ignore = 1; // SIGXFSZ, the same number on Linux and macOS; SIG_IGN
        if (!OperatingSystem.IsWindows())
        {
            Signal(signal, ignore);
        }
    }

    [LibraryImport("libc", EntryPoint = "signal")]
    private static partial nint Signal(int number, nint handler);

    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Statx(int folder, string path, int flags, uint mask, ref byte status);

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);
}
