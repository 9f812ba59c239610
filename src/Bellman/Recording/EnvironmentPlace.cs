using Bellman.Environments;
using Bellman.Environments.Atari;
using Bellman.Environments.Finite;

namespace Bellman.Recording;

/// <summary>
/// Finds the environment file of a run. The options say where it was when the run began, possibly on another machine. A
/// JSON file is copied into the run folder; a ROM, which must not be copied, is found by its MD5 sum.
/// </summary>
internal static class EnvironmentPlace
{
    private const string Sum = "md5 ";

    /// <summary>The environment's name with the place of its file.</summary>
    /// <param name="folder">The run's folder.</param>
    /// <param name="environment">The environment's name as the run's options have it.</param>
    /// <param name="rom">The ROM to play instead of the one that the run knows; null where nobody named one.</param>
    /// <param name="digest">What the environment consisted of when the run began; null where nothing is known.</param>
    /// <exception cref="BellmanException">There is no such file any more; says what to do.</exception>
    public static string Find(RunFolder folder, string environment, string? rom, string? digest)
    {
        if (rom is not null)
        {
            return WithRom(environment, rom);
        }
        return FiniteCatalogue.IsFile(environment) ? FindEnvironment(folder, environment)
            : Catalogue.IsAtari(environment) ? FindRom(environment, digest)
            : environment;
    }

    /// <summary>The environment's name with the file of another ROM.</summary>
    /// <exception cref="BellmanException">It is no game of the Atari.</exception>
    public static string WithRom(string environment, string rom) => Catalogue.IsAtari(environment)
        ? EnvironmentName.With(EnvironmentName.Parse(environment).Without("rom"), "rom", Path.GetFullPath(rom))
        : throw new BellmanException($"--rom names the ROM of an Atari game, and {environment} is none: leave it out.");

    /// <summary>
    /// Keeps a copy of an environment file in the run's folder, so that the run can be moved. An environment of
    /// somebody's own that is only named like a file has none.
    /// </summary>
    /// <param name="folder">The run's folder.</param>
    /// <param name="environment">The environment's name.</param>
    /// <param name="digest">What the environment consists of.</param>
    /// <exception cref="BellmanException">The file cannot be read, or not be kept.</exception>
    public static void Keep(RunFolder folder, string environment, string? digest)
    {
        if (!FiniteCatalogue.IsFile(environment) || digest is null || !File.Exists(environment) || File.Exists(folder.EnvironmentFile(environment)))
        {
            return;
        }
        byte[] text = MdpFileReader.ReadText(environment);
        if (MdpFileReader.Parse(text, environment).ToMdp().Digest == digest)
        {
            AtomicFile.Write(folder.EnvironmentFile(environment), file => file.Write(text));
        }
    }

    // A folder that somebody else made may name any file: but for its own ones, none is read from another machine, or through a link in the folder.
    private static string FindEnvironment(RunFolder folder, string recorded)
    {
        string kept = folder.EnvironmentFile(recorded);
        FileIdentity found = FileIdentity.At(kept, followLinks: false);
        return found.Kind == FileKind.Ordinary ? kept
            : found.Kind != FileKind.Nothing ? throw new BellmanException($"'{kept}' is {found.Word}: the folder of a run holds ordinary files only.")
            : IsHere(recorded) ? recorded
            : throw new BellmanException($"The run's environment '{recorded}' is not there, and '{folder.Path}' holds no copy of it: "
                + "put the file into that folder.");
    }

    private static string FindRom(string environment, string? digest)
    {
        EnvironmentName name = EnvironmentName.Parse(environment);
        AtariGame? game = AtariCatalogue.GameOf(name);
        string bare = name.Without("rom");
        string? recorded = name["rom"], md5 = digest?.StartsWith(Sum, StringComparison.Ordinal) == true ? digest[Sum.Length..] : null;
        if (recorded is not null && IsHere(recorded) && (md5 is null || AtariRoms.SumOf(recorded) == md5))
        {
            return environment;
        }
        // Without a sum, or where the game comes with Bellman, it is found by its name as in a new run.
        bool isFoundByName = game is not null && (md5 is null || (recorded is null && game.Image is not null));
        return isFoundByName ? bare
            : md5 is not null && AtariRoms.FindSum(md5) is { } file ? WithRom(bare, file)
            : throw new BellmanException($"The ROM that the run was trained with{(md5 is null ? "" : $" (MD5 sum {md5})")} is not found"
                + $"{(recorded is null ? "" : IsHere(recorded) ? $", '{recorded}' is another one" : $", there is no '{recorded}'")}: "
                + $"name it with --rom FILE, or put it into the folder that {AtariRoms.Variable} names.");
    }

    // A name that leads to another machine tells that machine who asks.
    private static bool IsHere(string path)
        => !(OperatingSystem.IsWindows() && Path.GetFullPath(path).StartsWith(@"\\", StringComparison.Ordinal))
            && FileIdentity.At(path).Kind == FileKind.Ordinary;
}
