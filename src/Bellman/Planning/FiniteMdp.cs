using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Bellman.Planning;

/// <summary>One thing that an action may lead to.</summary>
/// <param name="Probability">How likely it is, in (0, 1].</param>
/// <param name="NextState">The state it leads to.</param>
/// <param name="Reward">The reward on the way.</param>
public readonly record struct Transition(double Probability, int NextState, double Reward);

/// <summary>
/// A finite Markov decision process as plain data: who knows the dynamics can solve it exactly, who does not can play it. Transitions are
/// sparse: those of state s and action a stand at positions <c>Offsets[s * Actions + a]</c> up to, not including,
/// <c>Offsets[s * Actions + a + 1]</c> of three columns.
/// </summary>
/// <remarks>
/// An episode ends where it enters an absorbing state; absorbing states have no transitions and the value 0. An action without
/// transitions is illegal in that state; every state that is not absorbing has a legal action. The discount is not part of the world.
/// </remarks>
public sealed class FiniteMdp
{
    private readonly int[] _offsets;
    private readonly int[] _nextStates;
    private readonly double[] _probabilities;
    private readonly double[] _rewards;
    private readonly bool[] _absorbing;
    private readonly double[] _start;
    private SureTransition[]? _landings;
    private string? _digest;

    /// <summary>Takes the columns over and checks them; do not change the arrays afterwards.</summary>
    /// <param name="actions">Actions are 0 .. actions-1, in every state.</param>
    /// <param name="offsets">Where the transitions of each pair of state and action begin, [states x actions + 1].</param>
    /// <param name="nextStates">Where each transition leads, [transitions].</param>
    /// <param name="probabilities">How likely each transition is, [transitions].</param>
    /// <param name="rewards">What each transition pays, [transitions].</param>
    /// <param name="absorbing">Where episodes end, [states].</param>
    /// <param name="start">How likely an episode begins in each state, [states].</param>
    /// <exception cref="BellmanException">The columns contradict one another or are no probabilities; the message says where.</exception>
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

    /// <summary>Where the transitions of each pair of state and action begin, [states x actions + 1].</summary>
    public ReadOnlySpan<int> Offsets => _offsets;

    /// <summary>Where each transition leads, [transitions].</summary>
    public ReadOnlySpan<int> NextStates => _nextStates;

    /// <summary>How likely each transition is, [transitions].</summary>
    public ReadOnlySpan<double> Probabilities => _probabilities;

    /// <summary>What each transition pays, [transitions].</summary>
    public ReadOnlySpan<double> Rewards => _rewards;

    /// <summary>Where episodes end, [states].</summary>
    public ReadOnlySpan<bool> Absorbing => _absorbing;

    /// <summary>How likely an episode begins in each state, [states].</summary>
    public ReadOnlySpan<double> Start => _start;

    /// <summary>What playing needs of each pair of state and action, in one place, [states x actions].</summary>
    internal SureTransition[] Landings => _landings ??= SureTransition.All(this);

    /// <summary>A hash of all columns: equal worlds have equal ones.</summary>
    internal string Digest => _digest ??= Hash();

    /// <summary>Whether an action leads anywhere from a state.</summary>
    public bool IsLegal(int state, int action)
    {
        int pair = state * ActionCount + action;
        return _offsets[pair + 1] > _offsets[pair];
    }

    /// <summary>Makes a world from a function that lists what each action may lead to.</summary>
    /// <param name="states">How many states there are.</param>
    /// <param name="actions">How many actions there are.</param>
    /// <param name="transitions">What (state, action) may lead to; nothing where the action is illegal. Not asked for absorbing states.</param>
    /// <param name="absorbing">Whether episodes end in a state.</param>
    /// <param name="start">How likely an episode begins in a state.</param>
    /// <exception cref="BellmanException">The probabilities or states are impossible; the message says where.</exception>
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
