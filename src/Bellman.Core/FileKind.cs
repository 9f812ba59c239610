namespace Bellman;

/// <summary>What lies at a path.</summary>
internal enum FileKind
{
    Nothing,
    Ordinary,
    Folder,
    Link,
    Device,
    Disk,
    Pipe,
    Socket,
}

/// <summary>
/// What lies at a path, and which one: two paths, or one at two times, name the same file if these are equal.
/// </summary>
internal readonly record struct FileIdentity(FileKind Kind, ulong Volume, ulong Number)
{
    /// <summary>Looks at a path without opening it: to open a pipe is to wait for whoever writes to it.</summary>
    /// <param name="path">The path.</param>
    /// <param name="followLinks">Whether a link counts as what it leads to.</param>
    public static FileIdentity At(string path, bool followLinks = true) => Unix.Look(path, followLinks) ?? Portable(path, followLinks);

    /// <summary>What a sentence calls it.</summary>
    public string Word => Kind switch
    {
        FileKind.Folder => "a folder",
        FileKind.Link => "a link",
        FileKind.Device => "a device",
        FileKind.Disk => "a disk",
        FileKind.Pipe => "a pipe",
        FileKind.Socket => "a socket",
        FileKind.Nothing => "missing",
        _ => "a file",
    };

    private static FileIdentity Portable(string path, bool followLinks)
    {
        if (!File.Exists(path) && !Directory.Exists(path))
        {
            return default;
        }
        FileAttributes attributes = File.GetAttributes(path);
        FileKind kind = attributes.HasFlag(FileAttributes.ReparsePoint) && !followLinks ? FileKind.Link
            : attributes.HasFlag(FileAttributes.Directory) ? FileKind.Folder
            : attributes.HasFlag(FileAttributes.Device) ? FileKind.Device
            : FileKind.Ordinary;
        return new(kind, 0, 0);
    }
}
