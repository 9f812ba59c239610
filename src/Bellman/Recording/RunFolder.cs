using System.Text.Json;
using Bellman.Training;

namespace Bellman.Recording;

/// <summary>Where a run keeps what people and other programs read: a folder with files of fixed names.</summary>
public sealed class RunFolder
{
    internal const long LargestConfig = 1 << 20;

    private RunFolder(string path) => Path = path;

    /// <summary>The folder.</summary>
    public string Path { get; }

    /// <summary>The run's options, as JSON.</summary>
    public string Config => In("config.json");

    /// <summary>One line of JSON per report: counters, loss, epsilon, evaluations.</summary>
    public string Metrics => In("metrics.jsonl");

    /// <summary>One line of JSON per episode.</summary>
    public string Episodes => In("episodes.jsonl");

    /// <summary>The whole run, to go on from.</summary>
    public string Checkpoint => In("checkpoint.bin");

    /// <summary>The policy that the run leaves, and nothing else.</summary>
    public string Policy => In("policy.bin");

    /// <summary>The run's chart.</summary>
    public string Plot => In("plot.svg");

    /// <summary>The same numbers for TensorBoard, which looks for <c>tfevents</c> in names.</summary>
    public string Events => In("events.out.tfevents.bellman");

    /// <summary>Whether a folder of this name exists and is not empty.</summary>
    public static bool IsTaken(string path) => File.Exists(path) || (Directory.Exists(path) && Directory.EnumerateFileSystemEntries(path).Any());

    /// <summary>Makes the folder of a new run.</summary>
    /// <exception cref="BellmanException">It holds something already, or cannot be written.</exception>
    public static RunFolder Create(string path)
    {
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

    /// <summary>Opens the folder of a run that exists.</summary>
    /// <exception cref="BellmanException">There is no such folder, or no run in it.</exception>
    public static RunFolder Open(string path)
    {
        var folder = new RunFolder(path);
        if (!Directory.Exists(path))
        {
            throw new BellmanException($"There is no folder '{path}': name the folder of a run, as 'bellman train' printed it.");
        }
        if (!File.Exists(folder.Checkpoint) && !File.Exists(folder.Config) && !File.Exists(folder.Policy))
        {
            throw new BellmanException($"The folder '{path}' holds no run: it has none of config.json, checkpoint.bin and policy.bin.");
        }
        return folder;
    }

    /// <summary>Reads the run's options.</summary>
    /// <exception cref="BellmanException">They are missing or damaged.</exception>
    public RunOptions ReadOptions()
    {
        try
        {
            return JsonSerializer.Deserialize(InputFile.ReadAllBytes(Config, LargestConfig, "the options of the run"), OptionsJson.Default.RunOptions)
                ?? throw new BellmanException($"'{Config}' holds no options.");
        }
        catch (JsonException error)
        {
            throw new BellmanException($"'{Config}' cannot be read: {error.Message}", error);
        }
    }

    /// <summary>Keeps other processes from training in the folder until the returned lock is disposed or this process ends.</summary>
    /// <exception cref="BellmanException">One does already.</exception>
    internal IDisposable Lock()
    {
        try
        {
            // A file of its own: on Unix nobody could read a log that is locked.
            return new FileStream(In(".lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new BellmanException($"The folder '{Path}' is in use or cannot be written; does another process train there? ({error.Message})", error);
        }
    }

    /// <summary>Takes away the beginnings of a run that could not begin.</summary>
    internal void Discard()
    {
        foreach (string file in new[] { Config, Metrics, Episodes, Events, Checkpoint, Policy }.Where(File.Exists))
        {
            File.Delete(file);
        }
        if (!Directory.EnumerateFileSystemEntries(Path).Any())
        {
            Directory.Delete(Path);
        }
    }

    internal void WriteOptions(RunOptions options) => WholeFile.Write(Config, file =>
    {
        JsonSerializer.Serialize(file, options, OptionsJson.Default.RunOptions);
        file.WriteByte((byte)'\n');
    });

    private string In(string name) => System.IO.Path.Combine(Path, name);
}
