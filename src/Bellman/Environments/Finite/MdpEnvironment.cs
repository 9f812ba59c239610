using Bellman.Planning;

namespace Bellman.Environments.Finite;

/// <summary>
/// Simulates a <see cref="FiniteMdp"/>, the same data that planners solve. Actions without transitions are illegal. An
/// episode terminates when it enters an absorbing state. An episode that begins in an absorbing state terminates with
/// its first step and reward 0, as in Gymnasium's toy text environments.
/// </summary>
public sealed partial class MdpEnvironment : IEnvironment
{
    private readonly StateLabels _labels;
    private readonly StateEncoding _encoding;
    private readonly bool _showsNumber;         // the usual case, which nothing should slow down
    private readonly StartSampler _starts;
    private readonly SureTransition[] _transitions;
    private readonly int _actions;
    private readonly bool _mayBeginAtEnd;
    private int _state;

    /// <summary>Creates an environment.</summary>
    /// <param name="name">The name people use.</param>
    /// <param name="mdp">States, transitions and starts.</param>
    /// <param name="labels">Labels of the states: what an observation shows; null: the number of the state.</param>
    /// <param name="encoding">Encoding of the labels.</param>
    /// <param name="timeLimit">Time limit in steps; null: none.</param>
    /// <param name="actionNames">Names of the actions for display.</param>
    /// <exception cref="BellmanException">There are more or fewer labels than states.</exception>
    internal MdpEnvironment(string name, FiniteMdp mdp, StateLabels? labels = null, StateEncoding encoding = StateEncoding.Plain, int? timeLimit = null,
        IReadOnlyList<string>? actionNames = null)
    {
        Mdp = mdp;
        _labels = labels ?? StateLabels.Index(mdp.StateCount);
        if (_labels.StateCount != mdp.StateCount)
        {
            throw new BellmanException($"{_labels.StateCount} states of {name} have labels: it has {mdp.StateCount}, and each needs one.");
        }
        _encoding = encoding;
        _showsNumber = labels is null && encoding == StateEncoding.Plain && _labels.Length(encoding) == 1;
        _starts = new(mdp.Start);
        (_transitions, _actions) = (mdp.SureTransitions, mdp.ActionCount);
        bool illegal = false;
        for (int state = 0; state < mdp.StateCount; state++)
        {
            _mayBeginAtEnd |= mdp.Absorbing[state] && mdp.Start[state] > 0;
            for (int action = 0; action < mdp.ActionCount; action++)
            {
                illegal |= !mdp.Absorbing[state] && !mdp.IsLegal(state, action);
            }
        }
        Spec = new(name, _labels.Length(encoding), mdp.ActionCount)
        {
            TimeLimit = timeLimit,
            RunsOnAnyThread = true,
            Digest = mdp.Digest,
            HasIllegalActions = illegal,
            ActionNames = actionNames ?? [],
        };
    }

    /// <inheritdoc/>
    public EnvironmentSpec Spec { get; }

    /// <summary>The MDP.</summary>
    public FiniteMdp Mdp { get; }

    /// <summary>Layout of the states for display; null: none.</summary>
    internal StateMap? Map { get; init; }

    /// <summary>The present state.</summary>
    public int State => _state;

    /// <inheritdoc/>
    public void Reset(ref Rng random, Span<float> observation)
    {
        _state = _starts.Draw(ref random);
        Observe(_state, observation);
    }

    /// <inheritdoc/>
    /// <exception cref="BellmanException">The action is illegal here.</exception>
    public Outcome Step(int action, ref Rng random, Span<float> observation)
    {
        int pair = _state * _actions + action;
        SureTransition transition = _transitions[pair];
        if (transition.IsSure)
        {
            Observe(_state = transition.Successor, observation);
            return new(transition.Reward, transition.Ends ? Ending.Terminated : Ending.None);
        }
        return transition.IsLegal ? Draw(pair, random.NextDouble(), observation) : EndAtOnce(action, observation);
    }

    /// <inheritdoc/>
    public void WriteLegalActions(Span<bool> legal)
    {
        for (int action = 0; action < legal.Length; action++)
        {
            legal[action] = Mdp.Absorbing[_state] || Mdp.IsLegal(_state, action);
        }
    }

    /// <inheritdoc/>
    public void Sync(StateStream stream)
    {
        stream.Sync(ref _state);
        Bellman.OptionCheck.Saved(!stream.IsReading || (uint)_state < (uint)Mdp.StateCount, $"state of {Spec.Name}");
    }

    private Outcome Draw(int pair, double number, Span<float> observation)
    {
        ReadOnlySpan<double> probabilities = Mdp.Probabilities;
        int at = Mdp.Offsets[pair], last = Mdp.Offsets[pair + 1] - 1;
        while (at < last && number >= probabilities[at])
        {
            number -= probabilities[at++];
        }
        int state = _state = Mdp.NextStates[at];
        Observe(state, observation);
        return new((float)Mdp.Rewards[at], Mdp.Absorbing[state] ? Ending.Terminated : Ending.None);
    }

    /// <summary>Writes the observation of any state.</summary>
    /// <param name="state">Its number.</param>
    /// <param name="observation">[observation length], filled.</param>
    public void Show(int state, Span<float> observation) => Observe(state, observation);

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

    private Outcome EndAtOnce(int action, Span<float> observation)
    {
        if (!_mayBeginAtEnd || !Mdp.Absorbing[_state])
        {
            throw new BellmanException(
                $"Action {action} is illegal in state {_state} of {Spec.Name}: choose among the legal ones, and reset at the end.");
        }
        Observe(_state, observation);
        return new(0, Ending.Terminated);
    }
}
