using System.Security.Cryptography;
using Bellman.Atari;

namespace Bellman.Environments.Atari;

/// <summary>Whether the ROM of a game was found.</summary>
internal enum RomState
{
    /// <summary>Not found.</summary>
    Missing,

    /// <summary>The ROM version that published scores refer to.</summary>
    Found,

    /// <summary>
    /// Another version of the ROM: it may run, but its scores cannot be compared with published ones.
    /// </summary>
    OtherVersion,
}

/// <summary>Result of the search for the ROM of a game.</summary>
/// <param name="Game">The game's name, as in <c>ALE/Name-v5</c>.</param>
/// <param name="Md5">The MD5 sum of the right ROM.</param>
/// <param name="State">Whether it was found.</param>
/// <param name="File">The file; null: not found.</param>
internal sealed record RomEntry(string Game, string Md5, RomState State, string? File);

/// <summary>
/// Finds the user's ROMs; only the ROM of Marchers comes with Bellman. A file is recognised by its MD5 sum, or else by
/// ALE's file name (<c>space_invaders.bin</c>).
/// </summary>
internal static class AtariRoms
{
    /// <summary>The environment variable that names the folder.</summary>
    public const string Variable = "BELLMAN_ROMS";

    private const int Deepest = 3, Largest = 512 * 1024;
    private static readonly string[] Endings = [".bin", ".a26", ".rom"];

    /// <summary>The folder in <see cref="Variable"/>; null: not set.</summary>
    public static string? Folder => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } folder ? folder : null;

    /// <summary>Searches a folder and its subfolders for the ROM of every known game.</summary>
    /// <exception cref="BellmanException">There is no such folder.</exception>
    public static IReadOnlyList<RomEntry> In(string folder)
    {
        (string Path, string Md5)[] files = [.. Files(folder).Select(file => (file, Sum(InputFile.ReadAllBytes(file, Largest, "a ROM"))))];
        return [.. AtariGames.All.Select(game => Entry(game, files))];
    }

    /// <summary>The games whose rules are known.</summary>
    public static IReadOnlyList<RomEntry> None { get; }
        = [.. AtariGames.All.Select(game => new RomEntry(game.Name, game.Md5, RomState.Missing, null))];

    /// <summary>
    /// What to tell whoever plays an environment of this name with another version of its ROM; null where there is
    /// nothing to tell.
    /// </summary>
    /// <exception cref="BellmanException">The ROM is not there.</exception>
    public static string? Warning(string environment)
    {
        EnvironmentName name = EnvironmentName.Parse(environment);
        return AtariCatalogue.GameOf(name) is { Md5.Length: > 0 } game && Load(game, name["rom"]).Md5 != game.Md5 ? OtherVersionWarning : null;
    }

    /// <summary>What to tell whoever has another version of a ROM.</summary>
    public const string OtherVersionWarning = "Scores with another version of a ROM are not comparable with published ones.";

    /// <summary>Reads the ROM of a game, or any ROM.</summary>
    /// <param name="game">The game.</param>
    /// <param name="file">The file, where the user named one.</param>
    internal static Cartridge Load(AtariGame game, string? file)
    {
        if (file is null && game.Image is { } image)
        {
            return new Cartridge(Own(image));
        }
        file ??= Search(game);
        byte[] bytes = InputFile.ReadAllBytes(file, Largest, game.Md5.Length == 0 ? "a ROM" : $"the ROM of {game.Name}");
        try
        {
            return new Cartridge(bytes);
        }
        catch (CartridgeException error)
        {
            throw new BellmanException($"{file}: {error.Message}", error);
        }
    }

    /// <summary>The MD5 sum of a file.</summary>
    /// <exception cref="BellmanException">It cannot be read, or is too large for a ROM.</exception>
    internal static string SumOf(string file) => Sum(InputFile.ReadAllBytes(file, Largest, "a ROM"));

    /// <summary>
    /// The file with an MD5 sum in the folder that <see cref="Variable"/> names; null where there is none.
    /// </summary>
    internal static string? FindSum(string md5) => Directory.Exists(Folder) ? Files(Folder).FirstOrDefault(file => SumOf(file) == md5) : null;

    /// <summary>The game whose MD5 sum this is; null if there is none.</summary>
    internal static AtariGame? Recognise(string md5)
        => AtariGames.All.Concat(AtariGames.Own).FirstOrDefault(game => IsOf(game, md5));

    /// <summary>Whether an MD5 sum is that of a game's ROM, in whichever version.</summary>
    internal static bool IsOf(AtariGame game, string md5) => game.Md5 == md5 || game.OtherDumps.Contains(md5);

    private static byte[] Own(string image)
    {
        using Stream stream = typeof(AtariRoms).Assembly.GetManifestResourceStream(image)!;
        byte[] bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    private static string Search(AtariGame game)
    {
        string what = $"{game.Name} needs its ROM, a file {game.RomId}.bin with the MD5 sum {game.Md5}";
        if (Folder is not { } folder)
        {
            throw new BellmanException($"{what}: set {Variable} to the folder that holds your ROMs, or name the file with --rom.");
        }
        return In(folder).First(entry => entry.Game == game.Name).File
            ?? throw new BellmanException(
                $"{what}, and {folder} ({Variable}) does not hold it: put it there, or name the file with --rom.");
    }

    private static RomEntry Entry(AtariGame game, (string Path, string Md5)[] files)
    {
        if (files.FirstOrDefault(file => file.Md5 == game.Md5).Path is { } right)
        {
            return new(game.Name, game.Md5, RomState.Found, right);
        }
        string? other = files.FirstOrDefault(file => game.OtherDumps.Contains(file.Md5)).Path
            ?? files.FirstOrDefault(file => IsNamed(file.Path, game.RomId)).Path;
        return new(game.Name, game.Md5, other is null ? RomState.Missing : RomState.OtherVersion, other);
    }

    private static bool IsNamed(string file, string name)
        => Path.GetFileNameWithoutExtension(file).Equals(name, StringComparison.OrdinalIgnoreCase);

    private static IEnumerable<string> Files(string folder)
    {
        if (!Directory.Exists(folder))
        {
            throw new BellmanException($"There is no folder '{folder}': set {Variable} to the folder that holds your ROMs.");
        }
        var all = new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = Deepest, IgnoreInaccessible = true };
        return from file in Directory.EnumerateFiles(folder, "*", all)
               where Endings.Contains(Path.GetExtension(file).ToLowerInvariant()) && MayBeRom(file)
               orderby file
               select file;
    }

    // Whatever else lies in the user's folder is not read: pipes, devices, large files.
    private static bool MayBeRom(string file) => FileIdentity.At(file).Kind == FileKind.Ordinary && new FileInfo(file).Length <= Largest;

#pragma warning disable CA5351 // collections of ROMs know them by their MD5 sums; nothing secret depends on it
    private static string Sum(byte[] image) => Convert.ToHexStringLower(MD5.HashData(image));
#pragma warning restore CA5351
}
