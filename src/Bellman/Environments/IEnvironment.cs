namespace Bellman.Environments;

/// <summary>
/// An environment. It owns no random numbers and does not count time: the caller passes a random stream, and
/// <see cref="VectorEnvironment"/> enforces <see cref="EnvironmentSpec.TimeLimit"/>. <see cref="IStateful.Sync"/> saves
/// and loads its state.
/// </summary>
public interface IEnvironment : IStateful
{
    /// <summary>Name, sizes and limits. Constant.</summary>
    EnvironmentSpec Spec { get; }

    /// <summary>Begins an episode and writes its first observation.</summary>
    void Reset(ref Rng random, Span<float> observation);

    /// <summary>
    /// Takes an action, writes the next observation (also at the end of an episode), and returns the reward and the
    /// ending.
    /// </summary>
    Outcome Step(int action, ref Rng random, Span<float> observation);

    /// <summary>
    /// Writes the action mask: which actions are legal now. Called only if
    /// <see cref="EnvironmentSpec.HasIllegalActions"/> is set.
    /// </summary>
    void WriteLegalActions(Span<bool> legal) => legal.Fill(true);
}
