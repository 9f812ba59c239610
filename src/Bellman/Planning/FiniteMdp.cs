using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Bellman.Planning;

/// <summary>A transition.</summary>
/// <param name="Probability">Probability, in (0, 1].</param>
/// <param name="NextState">The next state.</param>
/// <param name="Reward">The reward.</param>
public readonly record struct Transition(double Probability, int NextState, double Reward);

/// <summary>
/// A finite Markov decision process (MDP) as plain data. Planners solve it, environments simulate it. Transitions are
/// sparse: those of state s and action a have the positions <c>Offsets[s * Actions + a]</c> up to, not including,
/// <c>Offsets[s * Actions + a + 1]</c> of three columns.
/// </summary>
/// <remarks>
/// An episode ends where it enters an absorbing state; absorbing states have no transitions and the value 0. An action
/// without transitions is illegal in that state; every state that is not absorbing has a legal action. The discount is
/// not part of the MDP.
/// </remarks>
public sealed class FiniteMdp
{
    private readonly int[] _offsets;
    private readonly int[] _nextStates;
    private readonly double[] _probabilities;
    private readonly double[] _rewards;
    private readonly bool[] _absorbing;
    private readonly double[] _start;
    private SureTransition[]? _sureTransitions;
    private string? _digest;

    /// <summary>Takes ownership of the columns and checks them. Do not change the arrays afterwards.</summary>
    /// <param name="actions">Actions are 0 .. actions-1, in every state.</param>
    /// <param name="offsets">
    /// Position of the first transition of each pair of state and action, [states x actions + 1].
    /// </param>
    /// <param name="nextStates">Next state of each transition, [transitions].</param>
    /// <param name="probabilities">Probability of each transition, [transitions].</param>
    /// <param name="rewards">Reward of each transition, [transitions].</param>
    /// <param name="absorbing">Whether a state is absorbing (terminal), [states].</param>
    /// <param name="start">Start distribution, [states].</param>
    /// <exception cref="BellmanException">
    /// The columns contradict each other or are not probabilities; the message says where.
    /// </exception>
    public FiniteMdp(int actions, int[] offsets, int[] nextStates, double[] probabilities, double[] rewards, bool[] absorbing, double[] start)
    {
        ActionCount = actions;
        _offsets = offsets;
        _nextStates = nextStates;
        _probabilities = probabilities;
        _rewards = rewards;
        _absorbing = absorbing;
        _start = start;
        MdpCheck.All(this);
    }

    /// <summary>States are 0 .. States-1.</summary>
    public int StateCount => _absorbing.Length;

    /// <summary>Actions are 0 .. Actions-1.</summary>
    public int ActionCount { get; }

    /// <summary>Position of the first transition of each pair of state and action, [states x actions + 1].</summary>
    public ReadOnlySpan<int> Offsets => _offsets;

    /// <summary>Next state of each transition, [transitions].</summary>
    public ReadOnlySpan<int> NextStates => _nextStates;

    /// <summary>Probability of each transition, [transitions].</summary>
    public ReadOnlySpan<double> Probabilities => _probabilities;

    /// <summary>Reward of each transition, [transitions].</summary>
    public ReadOnlySpan<double> Rewards => _rewards;

    /// <summary>Whether a state is absorbing (terminal), [states].</summary>
    public ReadOnlySpan<bool> Absorbing => _absorbing;

    /// <summary>Start distribution, [states].</summary>
    public ReadOnlySpan<double> Start => _start;

    /// <summary>What playing needs of each pair of state and action, in one place, [states x actions].</summary>
    internal SureTransition[] SureTransitions => _sureTransitions ??= SureTransition.All(this);

    /// <summary>Hash of all columns.</summary>
    internal string Digest => _digest ??= Hash();

    /// <summary>Whether an action leads anywhere from a state.</summary>
    public bool IsLegal(int state, int action)
    {
        int pair = state * ActionCount + action;
        return _offsets[pair + 1] > _offsets[pair];
    }

    /// <summary>Creates an MDP from a function that lists the transitions of each action.</summary>
    /// <param name="states">How many states there are.</param>
    /// <param name="actions">How many actions there are.</param>
    /// <param name="transitions">
    /// The transitions of (state, action); none: the action is illegal. Not called for absorbing states.
    /// </param>
    /// <param name="absorbing">Whether a state is absorbing.</param>
    /// <param name="start">Start probability of a state.</param>
    /// <exception cref="BellmanException">
    /// The probabilities or states are impossible; the message says where.
    /// </exception>
    public static FiniteMdp Create(int states, int actions, Func<int, int, IEnumerable<Transition>> transitions, Func<int, bool> absorbing,
        Func<int, double> start)
    {
        var all = new List<Transition>();
        var offsets = new List<int> { 0 };
        bool[] ends = [.. Enumerable.Range(0, states).Select(absorbing)];
        for (int state = 0; state < states; state++)
        {
            for (int action = 0; action < actions; action++)
            {
                if (!ends[state])
                {
                    all.AddRange(transitions(state, action));
                }
                offsets.Add(all.Count);
            }
        }
        return new(actions, [.. offsets], [.. all.Select(t => t.NextState)], [.. all.Select(t => t.Probability)],
            [.. all.Select(t => t.Reward)], ends, [.. Enumerable.Range(0, states).Select(start)]);
    }

    private string Hash()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(MemoryMarshal.AsBytes<int>([ActionCount, StateCount]));
        hash.AppendData(MemoryMarshal.AsBytes(Offsets));
        hash.AppendData(MemoryMarshal.AsBytes(NextStates));
        hash.AppendData(MemoryMarshal.AsBytes(Probabilities));
        hash.AppendData(MemoryMarshal.AsBytes(Rewards));
        hash.AppendData(MemoryMarshal.AsBytes(Absorbing));
        hash.AppendData(MemoryMarshal.AsBytes(Start));
        return $"mdp {Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 16))}";
    }
}
