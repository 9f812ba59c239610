using static System.FormattableString;

namespace Bellman.Planning;

/// <summary>Says in one sentence what is wrong with an MDP's data.</summary>
internal static class MdpCheck
{
    /// <summary>How far a sum of probabilities may be from one.</summary>
    private const double Slack = 1e-9;

    public static void All(FiniteMdp mdp)
    {
        Lengths(mdp);
        for (int state = 0; state < mdp.StateCount; state++)
        {
            State(mdp, state);
        }
        Start(mdp);
    }

    private static void Lengths(FiniteMdp mdp)
    {
        long offsets = (long)mdp.StateCount * mdp.ActionCount + 1;
        if (mdp.ActionCount < 1 || mdp.StateCount < 1 || mdp.Offsets.Length != offsets || mdp.Start.Length != mdp.StateCount)
        {
            throw new BellmanException($"An environment of {mdp.StateCount} states and {mdp.ActionCount} actions cannot have {mdp.Offsets.Length} offsets and "
                + $"{mdp.Start.Length} start probabilities: it needs at least one state and action, states x actions + 1 offsets, and a start "
                + "probability for each state.");
        }
        int count = mdp.NextStates.Length;
        if (mdp.Offsets[0] != 0 || mdp.Offsets[^1] != count || mdp.Probabilities.Length != count || mdp.Rewards.Length != count)
        {
            throw new BellmanException($"The offsets go from {mdp.Offsets[0]} to {mdp.Offsets[^1]} over {count} successors, "
                + $"{mdp.Probabilities.Length} probabilities and {mdp.Rewards.Length} rewards: they must go from 0 to the columns' common length.");
        }
    }

    private static void State(FiniteMdp mdp, int state)
    {
        bool canAct = false;
        for (int action = 0; action < mdp.ActionCount; action++)
        {
            int pair = state * mdp.ActionCount + action;
            int begin = mdp.Offsets[pair], end = mdp.Offsets[pair + 1];
            if (end < begin || end > mdp.NextStates.Length)
            {
                throw new BellmanException($"The offsets go from {begin} to {end} at state {state}, action {action}: they must never fall.");
            }
            if (end > begin)
            {
                canAct = true;
                Action(mdp, state, action, begin, end);
            }
        }
        if (canAct == mdp.Absorbing[state])
        {
            throw new BellmanException(canAct
                ? $"State {state} is absorbing but has transitions: remove them, or let it not be absorbing."
                : $"State {state} has no transitions but is not absorbing: give it some, or let it be absorbing.");
        }
    }

    private static void Action(FiniteMdp mdp, int state, int action, int begin, int end)
    {
        double sum = 0;
        for (int i = begin; i < end; i++)
        {
            int successor = mdp.NextStates[i];
            double probability = mdp.Probabilities[i], reward = mdp.Rewards[i];
            if ((uint)successor >= (uint)mdp.StateCount)
            {
                throw new BellmanException($"State {state}, action {action} leads to state {successor}: states are 0 to {mdp.StateCount - 1}.");
            }
            if (!(probability > 0) || !double.IsFinite(reward))
            {
                throw new BellmanException(Invariant($"State {state}, action {action} leads to state {successor} with probability {probability} and ")
                    + Invariant($"reward {reward}: the probability must be positive and the reward finite."));
            }
            if (Math.Abs(reward) > float.MaxValue)
            {
                throw new BellmanException(Invariant($"State {state}, action {action} pays {reward}: whoever plays is paid in single precision, ")
                    + "at most 3.4E+38.");
            }
            sum += probability;
        }
        if (!(Math.Abs(sum - 1) <= Slack))
        {
            throw new BellmanException(Invariant($"The probabilities of state {state}, action {action} sum to {sum}: they must sum to 1."));
        }
    }

    private static void Start(FiniteMdp mdp)
    {
        double sum = 0;
        foreach (double probability in mdp.Start)
        {
            if (!(probability >= 0))
            {
                throw new BellmanException(Invariant($"A start probability is {probability}: it must not be negative."));
            }
            sum += probability;
        }
        if (!(Math.Abs(sum - 1) <= Slack))
        {
            throw new BellmanException(Invariant($"The start probabilities sum to {sum}: they must sum to 1."));
        }
    }
}
