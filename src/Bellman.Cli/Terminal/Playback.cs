using Bellman.Agents;
using Bellman.Environments;
using Bellman.Learning;

namespace Bellman.Cli.Terminal;

/// <summary>
/// Plays episodes of a policy step by step, so that the caller can render every state, including the last.
/// </summary>
internal sealed class Playback(IPolicy policy, IEnvironment environment, ulong seed, int longest, double epsilon) : IDisposable
{
    private readonly Lane _lane = new(environment, Math.Min(environment.Spec.TimeLimit ?? longest, longest));
    private readonly float[] _observation = new float[environment.Spec.ObservationLength];
    private readonly bool[] _legal = new bool[environment.Spec.HasIllegalActions ? environment.Spec.ActionCount : 0];
    private readonly int[] _action = new int[1];

    /// <summary>The environment.</summary>
    public IEnvironment Environment => environment;

    /// <summary>What the policy sees, [observation length].</summary>
    public ReadOnlySpan<float> Observation => _observation;

    /// <summary>Sum of rewards in the episode so far.</summary>
    public double Return => _lane.Return;

    /// <summary>Actions taken in the episode so far.</summary>
    public int Length => _lane.Length;

    /// <summary>Plays an episode; yields at its start and after every action.</summary>
    /// <param name="number">Its number: the same ones as <c>bellman evaluate</c> plays with the same seed.</param>
    public IEnumerable<Playback> Episode(int number)
    {
        var exploration = new Rng(Seeds.For(seed, RandomStream.Exploration), (ulong)number);
        _lane.Reset(new Rng(seed, (ulong)number), _observation);
        yield return this;
        for (bool over = false; !over;)
        {
            over = Step(ref exploration);
            yield return this;
        }
    }

    /// <summary>Ends the environment, if it knows how to end.</summary>
    public void Dispose() => _lane.Dispose();

    private bool Step(ref Rng exploration)
    {
        if (_legal.Length > 0)
        {
            _lane.WriteLegalActions(_legal);
        }
        policy.Act(_observation, _legal, _action);
        if (epsilon > 0 && exploration.NextDouble() < epsilon)
        {
            _action[0] = Policy.Uniform(environment.Spec.ActionCount, _legal, ref exploration);
        }
        return _lane.Step(_action[0], _observation).EpisodeOver;
    }
}
