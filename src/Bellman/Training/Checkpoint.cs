using System.Text;
using System.Text.Json;
using Bellman.Environments;

namespace Bellman.Training;

/// <summary>
/// A checkpoint: a whole run in one file, with its options and all its state. A resumed run ends with the same bits as
/// one that never stopped.
/// </summary>
internal static class Checkpoint
{
    private const string Magic = "bellman";
    private const int Oldest = 3; // before it, the run and its agent kept counters of their own

    /// <summary>Writes a checkpoint atomically.</summary>
    /// <param name="run">The run, between two of its <see cref="Progress"/>.</param>
    /// <param name="path">The file.</param>
    /// <param name="attachment">Bytes of the caller's own, such as the lengths of its logs.</param>
    /// <exception cref="BellmanException">It cannot be written; the old file is unchanged.</exception>
    public static void Save(TrainingRun run, string path, byte[]? attachment = null)
        => ChecksummedFile.Write(path, Magic, StateStream.CurrentVersion, file =>
        {
            var stream = StateStream.Writer(file);
            string options = JsonSerializer.Serialize(run.Options, OptionsJson.Default.RunOptions);
            stream.Sync(ref options);
            byte[] bytes = attachment ?? [];
            int length = bytes.Length;
            stream.Sync(ref length);
            stream.Sync<byte>(bytes);
            run.Sync(stream);
        });

    /// <summary>Loads a run.</summary>
    /// <param name="path">The file.</param>
    /// <param name="attachment">The attached bytes.</param>
    /// <param name="change">
    /// May change options that do not affect the past, such as the number of steps or threads.
    /// </param>
    /// <param name="create">Creates the run from its options; null: a run in an environment of the catalogue.</param>
    /// <exception cref="BellmanException">
    /// The file is missing, damaged, cut short, newer than this program, or of another kind.
    /// </exception>
    public static TrainingRun Load(
        string path, out byte[] attachment, Func<RunOptions, RunOptions>? change = null, Func<RunOptions, TrainingRun>? create = null)
        => Load(path, out attachment, change, create, (options, _) => options);

    /// <summary>Loads a run whose environment file may have moved.</summary>
    /// <param name="path">The file.</param>
    /// <param name="attachment">The attached bytes.</param>
    /// <param name="change">May change what does not change what was learned so far.</param>
    /// <param name="create">Creates the run from its options; null: a run in an environment of the catalogue.</param>
    /// <param name="locate">
    /// Says where the files of the environment lie now, from the run's options and what the environment consisted of,
    /// if that was said.
    /// </param>
    /// <exception cref="BellmanException">
    /// The file is missing, damaged, cut short, newer than this program, or of another kind.
    /// </exception>
    internal static TrainingRun Load(string path, out byte[] attachment, Func<RunOptions, RunOptions>? change, Func<RunOptions, TrainingRun>? create,
        Func<RunOptions, string?, RunOptions> locate)
    {
        TrainingRun? run = null;
        try
        {
            (run, attachment) = ChecksummedFile.Read(path, Magic, StateStream.CurrentVersion, (file, version) =>
            {
                if (version < Oldest)
                {
                    throw new BellmanException($"'{path}' has format {version}, and this version of Bellman goes on from {Oldest} on: "
                        + "finish the run with the version that began it, or begin it anew.");
                }
                var stream = StateStream.Reader(file, version);
                RunOptions options = ReadOptions(stream, path);
                int length = 0;
                stream.SyncCount(ref length);
                byte[] bytes = new byte[length];
                stream.Sync<byte>(bytes);
                options = change?.Invoke(options) ?? options;
                run = create?.Invoke(options) ?? Create(stream, options, locate(options, SavedDigest(file, stream)).EnvironmentFactory());
                run.Sync(stream);
                return (run, bytes);
            });
            return run;
        }
        catch
        {
            run?.Dispose();
            throw;
        }
    }

    // Before memory is taken for them: what the options ask for must follow.
    private static TrainingRun Create(StateStream stream, RunOptions options, Func<IEnvironment> createEnvironment)
    {
        options.Validate();
        EnvironmentSpec spec = EnvironmentSource.SpecOf(createEnvironment);
        stream.RequireLeft((long)options.Lanes * spec.ObservationLength, sizeof(float));
        options.Agent.RequireRoom(stream, spec);
        return new TrainingRun(options, createEnvironment);
    }

    // What a run's state begins with, read ahead.
    private static string? SavedDigest(Stream file, StateStream stream)
    {
        long here = file.Position;
        string environment = "";
        stream.Sync(ref environment);
        file.Position = here;
        return TrainingRun.SavedDigest(environment);
    }

    private static RunOptions ReadOptions(StateStream stream, string path)
    {
        string text = "";
        stream.Sync(ref text);
        return OptionsFile.Parse($"The options in '{path}'", Encoding.UTF8.GetBytes(text)).Whole();
    }
}
