using System.Globalization;
using Bellman.Planning;

namespace Bellman.Environments.Finite;

/// <summary>A row of the transitions, as it is written; all are numbers, which need not be whole yet.</summary>
internal readonly record struct MdpRow(double State, double Action, double Probability, double Successor, double Reward)
{
    public override string ToString()
        => string.Create(CultureInfo.InvariantCulture, $"[{State}, {Action}, {Probability}, {Successor}, {Reward}]");
}

/// <summary>A finite MDP of your own, as its file describes it.</summary>
/// <param name="States">States are 0 .. States-1; those without transitions end an episode.</param>
/// <param name="Actions">Actions are 0 .. Actions-1; one without transitions is illegal in that state.</param>
/// <param name="Transitions">What each action may lead to, in any order.</param>
/// <param name="Start">How likely an episode begins in each state; all begin in state 0 where nothing is said.</param>
/// <param name="TimeLimit">Steps after which an episode is cut off; none where nothing is said.</param>
internal sealed record MdpFile(int States, int Actions, IReadOnlyList<MdpRow> Transitions, double[]? Start, int? TimeLimit)
{
    // Pairs of states and actions that a file may have for nothing, and for each of its rows: a few letters must not take all memory.
    private const long FreePairs = 1_000_000, PairsPerRow = 64;

    /// <summary>The environment.</summary>
    /// <exception cref="BellmanException">A row is none, or the probabilities are none; says where.</exception>
    public FiniteMdp ToMdp()
    {
        long pairs = (long)States * Actions;
        if (pairs > FreePairs + PairsPerRow * Transitions.Count)
        {
            throw new BellmanException($"{States} states and {Actions} actions are too many for an environment of {Transitions.Count} transitions: number only "
                + "the states that occur.");
        }
        double[] start = Start ?? [1, .. new double[States - 1]];
        if (start.Length != States)
        {
            throw new BellmanException($"start has {start.Length} numbers: there are {States} states, and each needs one.");
        }
        var offsets = new int[pairs + 1];
        for (int row = 0; row < Transitions.Count; row++)
        {
            Check(row, Transitions[row]);
            offsets[Pair(Transitions[row]) + 1]++;
        }
        for (int pair = 0; pair < pairs; pair++)
        {
            offsets[pair + 1] += offsets[pair];
        }
        return Sorted(offsets, start);
    }

    // Rows of the same state and action stay in their order.
    private FiniteMdp Sorted(int[] offsets, double[] start)
    {
        int[] next = [.. offsets], nextStates = new int[Transitions.Count];
        double[] probabilities = new double[Transitions.Count], rewards = new double[Transitions.Count];
        var absorbing = new bool[States];
        Array.Fill(absorbing, true);
        foreach (MdpRow row in Transitions)
        {
            int at = next[Pair(row)]++;
            (nextStates[at], probabilities[at], rewards[at]) = ((int)row.Successor, row.Probability, row.Reward);
            absorbing[(int)row.State] = false;
        }
        return new(Actions, offsets, nextStates, probabilities, rewards, absorbing, start);
    }

    private int Pair(MdpRow row) => (int)row.State * Actions + (int)row.Action;

    private void Check(int number, MdpRow row)
    {
        if (!IsBelow(row.State, States) || !IsBelow(row.Action, Actions) || !IsBelow(row.Successor, States))
        {
            throw new BellmanException($"Row {number} of the transitions is {row}: it must be state (below {States}), action (below {Actions}), "
                + "probability, successor, reward.");
        }
    }

    private static bool IsBelow(double number, int bound) => number >= 0 && number < bound && number == (int)number;
}
