using Bellman.Learning;

namespace Bellman.Agents;

/// <summary>
/// Epsilon-greedy exploration, independent for each lane. With <c>persistence</c> (epsilon-z), a random action is
/// repeated for a heavy-tailed time (Dabney et al. 2021), so that random actions do not cancel each other.
/// </summary>
internal sealed class Explorer(int actions, int lanes, double? persistence, Rng random) : IStateful
{
    private const int Longest = 10_000; // Dabney et al. 2021, appendix B

    private readonly int[] _repeated = new int[lanes];
    private readonly int[] _left = new int[lanes];
    private Rng _random = random;

    /// <summary>Replaces some greedy actions by random ones.</summary>
    /// <param name="epsilon">Probability of a random action.</param>
    /// <param name="legal">Action mask, [lanes x actions]; empty: every action is legal.</param>
    /// <param name="chosen">[lanes]: the greedy actions, some of them replaced.</param>
    public void Explore(float epsilon, ReadOnlySpan<bool> legal, Span<int> chosen)
    {
        for (int lane = 0; lane < chosen.Length; lane++)
        {
            chosen[lane] = Choose(lane, chosen[lane], epsilon, legal.IsEmpty ? [] : legal.Slice(lane * actions, actions));
        }
    }

    /// <summary>Stops the repetition of an action where an episode is over.</summary>
    public void EndRepeats(ReadOnlySpan<Outcome> outcomes)
    {
        for (int lane = 0; lane < outcomes.Length; lane++)
        {
            _left[lane] = outcomes[lane].EpisodeOver ? 0 : _left[lane];
        }
    }

    public void Sync(StateStream stream)
    {
        stream.Sync<int>(_repeated);
        stream.Sync<int>(_left);
        _random.Sync(stream);
        if (_repeated.AsSpan().ContainsAnyExceptInRange(0, actions - 1) || _left.AsSpan().ContainsAnyExceptInRange(0, Longest))
        {
            throw new BellmanException("The saved exploration is damaged: it repeats an action that there is not.");
        }
    }

    private int Choose(int lane, int greedy, float epsilon, ReadOnlySpan<bool> legal)
    {
        if (_left[lane] > 0 && (legal.IsEmpty || legal[_repeated[lane]]))
        {
            _left[lane]--;
            return _repeated[lane];
        }
        _left[lane] = 0;
        if (_random.NextFloat() >= epsilon)
        {
            return greedy;
        }
        int action = Policy.Uniform(actions, legal, ref _random);
        if (persistence is double exponent)
        {
            _repeated[lane] = action;
            _left[lane] = Policy.Zeta(exponent, Longest, ref _random) - 1;
        }
        return action;
    }
}
