using Bellman.Environments;
using Bellman.Training;

namespace Bellman.Tests.Training;

/// <summary>Whether options that are accepted can be used: a run is made of them and stops when it is told to, and takes no more memory than was foretold.</summary>
internal static class Usable
{
    /// <summary>Much longer than anything takes: whoever waits so long waits for ever.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private const long MostBytes = 256 << 20;
    private const int SomeMoments = 10; // milliseconds

    /// <summary>True where the options work, or would in a machine that has the memory; false where a sentence refuses them.</summary>
    public static bool Try(Func<RunOptions> make)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            RunOptions options = make();
            options.Validate();
            double foretold = Foretold(options);
            RequireLittle(before, MostBytes, "was read");
            if (foretold <= MostBytes)
            {
                Run(options, foretold);
            }
            return true;
        }
        catch (BellmanException refusal)
        {
            RequireLittle(before, 2 * MostBytes, "was refused");
            Assert.True(refusal.Message.Length is > 10 and < 600, refusal.Message);
            Assert.Contains(refusal.Message[^1], ".?)");
            Assert.DoesNotContain("System.", refusal.Message, StringComparison.Ordinal);
            Assert.DoesNotContain(refusal.Message, char.IsControl);
            return false;
        }
    }

    private static void Run(RunOptions options, double foretold)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        using var run = new TrainingRun(options);
        using var soon = new CancellationTokenSource(SomeMoments);
        _ = run.Train(soon.Token).Take(2).Count();
        RequireLittle(before, (long)(2 * foretold) + (64 << 20), $"ran, for which {Machine.Size(foretold)} were foretold");
    }

    // What the agent says of itself, and what the first lane took for every lane.
    private static double Foretold(RunOptions options)
    {
        Func<IEnvironment> create = options.EnvironmentFactory();
        long before = GC.GetAllocatedBytesForCurrentThread();
        EnvironmentSpec spec = create().Spec.Validated();
        double lane = GC.GetAllocatedBytesForCurrentThread() - before + 3 * sizeof(float) * (double)spec.ObservationLength;
        return options.Lanes * lane + options.Agent.BytesFor(spec, options.Lanes);
    }

    private static void RequireLittle(long before, long most, string what)
    {
        long taken = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.True(taken < most, $"{Machine.Size(taken)} were taken when it {what}");
    }
}
