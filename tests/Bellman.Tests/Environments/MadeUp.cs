using Bellman.Environments;

namespace Bellman.Tests.Environments;

/// <summary>A world of which a test says what it answers; by default one number, one action, and nothing ever happens.</summary>
internal sealed class MadeUp : IEnvironment, IDisposable
{
    public EnvironmentSpec Spec { get; init; } = new("MadeUp", 1, 1);

    /// <summary>What is seen, by the steps of the episode.</summary>
    public Func<int, float[]> Seen { get; init; } = _ => [0];

    public Func<int, Outcome> Outcome { get; init; } = _ => new(0);

    public Func<int, bool[]> Mask { get; init; } = _ => [true];

    public int Steps { get; private set; }

    public int Disposals { get; private set; }

    public void Reset(ref Rng random, Span<float> observation)
    {
        Steps = 0;
        Seen(0).CopyTo(observation);
    }

    public Outcome Step(int action, ref Rng random, Span<float> observation)
    {
        Seen(++Steps).CopyTo(observation);
        return Outcome(Steps);
    }

    public void WriteLegalActions(Span<bool> legal) => Mask(Steps).CopyTo(legal);

    public void Sync(StateStream stream)
    {
    }

    public void Dispose() => Disposals++;
}
