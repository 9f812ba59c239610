namespace Bellman.Environments;

/// <summary>
/// A world. It owns no randomness and counts no time: whoever runs it hands in a stream of random numbers, and
/// <see cref="VectorEnvironment"/> enforces <see cref="EnvironmentSpec.TimeLimit"/>. What remains is its state, saved by
/// <see cref="IStateful.Sync"/>.
/// </summary>
public interface IEnvironment : IStateful
{
    /// <summary>Name, sizes and limits. Constant.</summary>
    EnvironmentSpec Spec { get; }

    /// <summary>Starts an episode and writes its first observation.</summary>
    void Reset(ref Rng random, Span<float> observation);

    /// <summary>Takes an action, writes what is seen then (also where the episode ended), and says what it led to.</summary>
    Outcome Step(int action, ref Rng random, Span<float> observation);

    /// <summary>Says which actions are legal now. Called only where <see cref="EnvironmentSpec.HasIllegalActions"/> is set.</summary>
    void WriteLegalActions(Span<bool> legal) => legal.Fill(true);
}
