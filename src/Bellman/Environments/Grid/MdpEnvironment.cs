using Bellman.Planning;

namespace Bellman.Environments.Grid;

/// <summary>
/// Plays a <see cref="FiniteMdp"/>: the same data that planners solve. Actions without transitions are illegal; an episode terminates where
/// it enters an absorbing state.
/// </summary>
public sealed partial class MdpEnvironment : IEnvironment
{
    private readonly StateLabels _labels;
    private readonly Encoding _encoding;
    private readonly bool _showsNumber;         // the usual case, which nothing should slow down
    private readonly double[] _startsBelow;     // start probabilities, added up
    private int _state;

    /// <summary>Makes a world to play.</summary>
    /// <param name="name">The name people use.</param>
    /// <param name="mdp">States, transitions and starts.</param>
    /// <param name="labels">What can be seen of each state; its number where null.</param>
    /// <param name="encoding">Whether labels are shown as they are or as columns.</param>
    /// <param name="timeLimit">Steps after which the lanes truncate an episode; null for none.</param>
    /// <param name="actionNames">What the actions mean, for people.</param>
    public MdpEnvironment(string name, FiniteMdp mdp, StateLabels? labels = null, Encoding encoding = Encoding.Plain, int? timeLimit = null,
        IReadOnlyList<string>? actionNames = null)
    {
        Mdp = mdp;
        _labels = labels ?? StateLabels.Index(mdp.States);
        _encoding = encoding;
        _showsNumber = labels is null && encoding == Encoding.Plain;
        _startsBelow = new double[mdp.States];
        double sum = 0;
        bool illegal = false;
        for (int state = 0; state < mdp.States; state++)
        {
            _startsBelow[state] = sum += mdp.Start[state];
            for (int action = 0; action < mdp.Actions; action++)
            {
                illegal |= !mdp.Absorbing[state] && !mdp.IsLegal(state, action);
            }
        }
        Spec = new(name, _labels.Length(encoding), mdp.Actions)
        {
            TimeLimit = timeLimit,
            HasIllegalActions = illegal,
            ActionNames = actionNames ?? [],
        };
    }

    /// <inheritdoc/>
    public EnvironmentSpec Spec { get; }

    /// <summary>The world's dynamics, which planners solve.</summary>
    public FiniteMdp Mdp { get; }

    /// <summary>How the states lie side by side; null where nobody said.</summary>
    public StateMap? Map { get; init; }

    /// <summary>The state at present.</summary>
    public int State => _state;

    /// <inheritdoc/>
    public void Reset(ref Rng random, Span<float> observation)
    {
        // The first state below whose sum the number lies; states that never start have the sum of the state before.
        double number = random.NextDouble() * _startsBelow[^1];
        int low = 0, high = _startsBelow.Length - 1;
        while (low < high)
        {
            int middle = (low + high) >> 1;
            (low, high) = number < _startsBelow[middle] ? (low, middle) : (middle + 1, high);
        }
        _state = low;
        Observe(low, observation);
    }

    /// <inheritdoc/>
    /// <exception cref="BellmanException">The action is illegal here.</exception>
    public Outcome Step(int action, ref Rng random, Span<float> observation)
    {
        FiniteMdp mdp = Mdp;
        ReadOnlySpan<int> offsets = mdp.Offsets;
        int pair = _state * mdp.Actions + action;
        int at = offsets[pair], last = offsets[pair + 1] - 1;
        if (at >= last)
        {
            Require(at == last, action);
        }
        else
        {
            at = Draw(mdp.Probabilities, at, last, random.NextDouble());
        }
        int state = _state = mdp.Successors[at];
        Observe(state, observation);
        return new((float)mdp.Rewards[at], mdp.Absorbing[state] ? Ending.Terminated : Ending.None);
    }

    /// <inheritdoc/>
    public void Legal(Span<bool> legal)
    {
        for (int action = 0; action < legal.Length; action++)
        {
            legal[action] = Mdp.Absorbing[_state] || Mdp.IsLegal(_state, action);
        }
    }

    /// <inheritdoc/>
    public void Sync(StateStream stream) => stream.Sync(ref _state);

    private static int Draw(ReadOnlySpan<double> probabilities, int at, int last, double number)
    {
        while (at < last && number >= probabilities[at])
        {
            number -= probabilities[at++];
        }
        return at;
    }

    private void Observe(int state, Span<float> observation)
    {
        if (_showsNumber)
        {
            observation[0] = state;
        }
        else
        {
            _labels.Write(state, _encoding, observation);
        }
    }

    private void Require(bool isLegal, int action)
    {
        if (!isLegal)
        {
            throw new BellmanException(
                $"Action {action} is illegal in state {_state} of {Spec.Name}: choose among the legal ones, and reset at the end.");
        }
    }
}
