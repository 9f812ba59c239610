namespace Bellman.Planning;

/// <summary>
/// Where a pair of state and action surely leads, in eight bytes: MDPs are played much more often than they are made,
/// and what lies together is fetched together.
/// </summary>
internal readonly struct SureTransition
{
    // The successor if the episode goes on there, -1 - successor if it ends there, or one of the marks below.
    private readonly int _code;

    private const int Random = int.MinValue, Illegal = int.MinValue + 1;

    private SureTransition(int code, float reward) => (_code, Reward) = (code, reward);

    /// <summary>The reward.</summary>
    public float Reward { get; }

    /// <summary>Whether there is exactly one way.</summary>
    public bool IsSure => _code > Illegal;

    /// <summary>Whether the action is legal.</summary>
    public bool IsLegal => _code != Illegal;

    /// <summary>Whether the episode ends there.</summary>
    public bool Ends => _code < 0;

    /// <summary>The next state.</summary>
    public int Successor => _code ^ (_code >> 31);

    /// <summary>Those of all pairs of an MDP, [states x actions].</summary>
    public static SureTransition[] All(FiniteMdp mdp)
    {
        var transitions = new SureTransition[mdp.StateCount * mdp.ActionCount];
        for (int pair = 0; pair < transitions.Length; pair++)
        {
            int at = mdp.Offsets[pair], ways = mdp.Offsets[pair + 1] - at;
            transitions[pair] = ways == 0 ? new(Illegal, 0) : ways > 1 ? new(Random, 0) : Sure(mdp, at);
        }
        return transitions;
    }

    private static SureTransition Sure(FiniteMdp mdp, int at)
    {
        int successor = mdp.NextStates[at];
        return new(mdp.Absorbing[successor] ? -1 - successor : successor, (float)mdp.Rewards[at]);
    }
}
