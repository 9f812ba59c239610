using System.Text;
using System.Text.Json;
using Bellman.Agents;
using Bellman.Environments;

namespace Bellman.Training;

/// <summary>
/// A whole run in one file: its options and everything mutable. A run that goes on from it ends with the same bits as one that never stopped.
/// </summary>
public static class Checkpoint
{
    private const string Magic = "bellman";
    private const int Oldest = 2; // what version 0.1 left is format 1

    /// <summary>Writes a run, beside and renamed.</summary>
    /// <param name="run">The run, between two of its <see cref="Progress"/>.</param>
    /// <param name="path">The file.</param>
    /// <param name="attachment">Bytes of the caller's own, such as the lengths of its logs.</param>
    /// <exception cref="BellmanException">It cannot be written; the file before is untouched.</exception>
    public static void Save(TrainingRun run, string path, byte[]? attachment = null)
        => SealedFile.Write(path, Magic, StateStream.CurrentVersion, file =>
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

    /// <summary>Reads a run.</summary>
    /// <param name="path">The file.</param>
    /// <param name="attachment">The bytes that the caller attached.</param>
    /// <param name="change">May prolong the run or change its threads: whatever does not change what was learned so far.</param>
    /// <param name="create">Makes the run from its options; null: one in a world of the catalogue.</param>
    /// <exception cref="BellmanException">The file is missing, damaged, cut short, newer than this program, or of another kind.</exception>
    public static TrainingRun Load(
        string path, out byte[] attachment, Func<RunOptions, RunOptions>? change = null, Func<RunOptions, TrainingRun>? create = null)
    {
        TrainingRun? run = null;
        try
        {
            (run, attachment) = SealedFile.Read(path, Magic, StateStream.CurrentVersion, (file, version) =>
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
                if (create is null)
                {
                    RequireRoom(stream, options);
                }
                run = create?.Invoke(options) ?? new TrainingRun(options);
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
    private static void RequireRoom(StateStream stream, RunOptions options)
    {
        options.Validate();
        IEnvironment world = options.WorldFactory()();
        using var simulator = world as IDisposable;
        stream.RequireLeft((long)options.Lanes * world.Spec.ObservationLength, sizeof(float));
        if (options.Agent is DqnOptions dqn)
        {
            PolicyFile.RequireRoom(stream, dqn, world.Spec);
        }
    }

    private static RunOptions ReadOptions(StateStream stream, string path)
    {
        string text = "";
        stream.Sync(ref text);
        return OptionsFile.Parse($"The options in '{path}'", Encoding.UTF8.GetBytes(text)).Whole();
    }
}
