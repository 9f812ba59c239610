using System.Text.Json;
using Bellman.Environments.Finite;
using Bellman.Training;

namespace Bellman.Recording;

/// <summary>A run folder: the files of a run, with fixed names.</summary>
public sealed class RunFolder
{
    private const int LongestName = 255; // bytes, on every usual file system

    private FolderLock? _claim;

    private RunFolder(string path) => Path = path;

    /// <summary>The folder.</summary>
    public string Path { get; }

    /// <summary>The run's options, as JSON.</summary>
    public string Config => In("config.json");

    /// <summary>One line of JSON per report: counters, loss, epsilon, evaluations.</summary>
    public string Metrics => In("metrics.jsonl");

    /// <summary>One line of JSON per episode.</summary>
    public string Episodes => In("episodes.jsonl");

    /// <summary>The checkpoint, for resuming.</summary>
    public string Checkpoint => In("checkpoint.bin");

    /// <summary>The best policy.</summary>
    public string Policy => In("policy.bin");

    /// <summary>The chart.</summary>
    public string Plot => In("plot.svg");

    /// <summary>The same numbers for TensorBoard. Its file name must contain <c>tfevents</c>.</summary>
    public string Events => In("events.out.tfevents.bellman");

    private IEnumerable<string> Logs => [Metrics, Episodes, Events];

    private IEnumerable<string> All => [Config, .. Logs, Checkpoint, Policy, Plot, In(FolderLock.Name)];

    /// <summary>
    /// Whether a folder of this name exists and holds more than what a run leaves that was killed before it began.
    /// </summary>
    public static bool IsTaken(string path) => File.Exists(path) || (Directory.Exists(path) && !new RunFolder(path).HoldsNothing());

    /// <summary>Makes the folder of a new run.</summary>
    /// <exception cref="BellmanException">It holds something already, or cannot be written.</exception>
    public static RunFolder Create(string path)
    {
        RequireName(path);
        if (File.Exists(path))
        {
            throw new BellmanException($"'{path}' is a file: name a folder for the run.");
        }
        var folder = new RunFolder(path);
        if (IsTaken(path))
        {
            throw new BellmanException(File.Exists(folder.Checkpoint) || File.Exists(folder.Config)
                ? $"The folder '{path}' holds another run: continue that one with --resume, or name another folder."
                : $"The folder '{path}' is not empty: name another folder for the run.");
        }
        try
        {
            Directory.CreateDirectory(path);
            string probe = folder.In(".probe");
            File.WriteAllBytes(probe, []);
            File.Delete(probe);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new BellmanException($"The folder '{path}' cannot be written: {error.Message}", error);
        }
        return folder;
    }

    /// <summary>
    /// Makes the folder of a new run under the first free one of the names NAME, NAME-2, NAME-3 and so on, shortened
    /// where they would be too long. Several processes that ask at once get one each.
    /// </summary>
    /// <param name="parent">Where the folder will lie.</param>
    /// <param name="name">The name, if it is free.</param>
    /// <exception cref="BellmanException">It cannot be written there.</exception>
    public static RunFolder CreateFree(string parent, string name)
    {
        try
        {
            for (int number = 1; ; number++)
            {
                string path = System.IO.Path.Combine(parent, Fitting(name, number == 1 ? "" : $"-{number}"));
                if (File.Exists(path) || Directory.Exists(path))
                {
                    continue;
                }
                Directory.CreateDirectory(path);
                if (FolderLock.TryBeFirst(path) is { } claim)
                {
                    return new(path) { _claim = claim };
                }
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new BellmanException($"The folder '{System.IO.Path.Combine(parent, name)}' cannot be made: {error.Message}", error);
        }
    }

    /// <summary>Opens the folder of a run that exists.</summary>
    /// <exception cref="BellmanException">There is no such folder, or no run in it.</exception>
    public static RunFolder Open(string path)
    {
        RequireName(path);
        var folder = new RunFolder(path);
        if (!Directory.Exists(path))
        {
            throw new BellmanException($"There is no folder '{path}': name the folder of a run, as 'bellman train' printed it.");
        }
        if (!File.Exists(folder.Checkpoint) && !File.Exists(folder.Config) && !File.Exists(folder.Policy))
        {
            throw new BellmanException($"The folder '{path}' holds no run: it has none of config.json, checkpoint.bin and policy.bin.");
        }
        foreach (string file in folder.All)
        {
            // A folder that somebody else made may hold links to anywhere.
            FileIdentity found = FileIdentity.At(file, followLinks: false);
            if (found.Kind is FileKind.Link or FileKind.Device or FileKind.Disk or FileKind.Pipe or FileKind.Socket)
            {
                throw new BellmanException($"'{file}' is {found.Word}: the folder of a run holds ordinary files only.");
            }
        }
        return folder;
    }

    /// <summary>Reads the run's options.</summary>
    /// <exception cref="BellmanException">They are missing or damaged.</exception>
    public RunOptions ReadOptions() => OptionsFile.Read(Config, "the options of the run").Whole();

    /// <summary>
    /// The run's options with the place where the file of its environment lies now, wherever the run was moved to: an
    /// environment file is kept in the folder, a ROM is taken from where it lay, or from the folder of ROMs.
    /// Environments that have no file stay what they are.
    /// </summary>
    /// <param name="options">The options, as they were recorded.</param>
    /// <param name="rom">The ROM to play instead of the one that the run knows; null: that one.</param>
    /// <param name="digest">
    /// What the environment consisted of when the run began, as <see cref="EnvironmentSpec.Digest"/> of its policy
    /// says; null where that is not known.
    /// </param>
    /// <exception cref="BellmanException">The file is not there any more; says what to do.</exception>
    public RunOptions Located(RunOptions options, string? rom = null, string? digest = null)
        => options with { Environment = EnvironmentPlace.Find(this, options.Environment, rom, digest) };

    /// <summary>The copy of an environment file.</summary>
    /// <exception cref="BellmanException">It would take the place of another file of the run.</exception>
    internal string EnvironmentFile(string environment)
    {
        string copy = In(FiniteCatalogue.FileName(environment));
        return All.Contains(copy, StringComparer.OrdinalIgnoreCase)
            ? throw new BellmanException($"The environment '{environment}' has the name of a file that every run has: give it another one.") : copy;
    }

    /// <summary>
    /// Keeps other processes from training in the folder until the returned lock is disposed or this process ends.
    /// </summary>
    /// <exception cref="BellmanException">One does already.</exception>
    internal FolderLock Lock()
    {
        FolderLock taken = _claim ?? FolderLock.Take(Path);
        _claim = null;
        AtomicFile.ClearAway(Path);
        foreach (string old in All.Select(file => file + ".new")) // what writers of version 0.1 left
        {
            File.Delete(old);
        }
        return taken;
    }

    /// <summary>
    /// Whether the run was killed before it was saved for the first time, so that nothing is lost by beginning anew.
    /// </summary>
    internal bool HasOnlyBegun()
        => File.Exists(Config) && !File.Exists(Checkpoint) && !File.Exists(Policy) && IsEmpty(Metrics) && IsEmpty(Episodes);

    /// <summary>Takes away the beginnings of a run that could not begin.</summary>
    internal void Discard(string environment)
    {
        string[] kept = FiniteCatalogue.IsFile(environment) ? [In(FiniteCatalogue.FileName(environment))] : [];
        foreach (string file in ((string[])[Config, .. Logs, Checkpoint, Policy, .. kept]).Where(File.Exists))
        {
            File.Delete(file);
        }
        if (!Directory.EnumerateFileSystemEntries(Path).Any())
        {
            Directory.Delete(Path);
        }
    }

    internal void WriteOptions(RunOptions options) => AtomicFile.Write(Config, file =>
    {
        JsonSerializer.Serialize(file, options, OptionsJson.Default.RunOptions);
        file.WriteByte((byte)'\n');
    });

    private bool HoldsNothing()
        => Directory.EnumerateFileSystemEntries(Path).All(entry => System.IO.Path.GetFileName(entry) is FolderLock.Name or ".probe"
            || AtomicFile.IsLeftover(entry) || All.Contains(entry[..^Math.Min(4, entry.Length)]) && entry.EndsWith(".new", StringComparison.Ordinal)
            || (Logs.Contains(entry) && IsEmpty(entry)));

    private static bool IsEmpty(string file) => new FileInfo(file) is { Exists: false } or { Length: 0 };

    private static void RequireName(string path)
    {
        if (path.Length == 0 || path.Contains('\0'))
        {
            throw new BellmanException("The folder of a run needs a name.");
        }
    }

    private static string Fitting(string name, string ending)
    {
        while (System.Text.Encoding.UTF8.GetByteCount(name) + ending.Length > LongestName)
        {
            name = name[..^1];
        }
        return name + ending;
    }

    private string In(string name) => System.IO.Path.Combine(Path, name);
}
