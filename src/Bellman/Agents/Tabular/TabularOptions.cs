using System.Text.Json.Serialization;

namespace Bellman.Agents.Tabular;

/// <summary>The tabular methods.</summary>
public enum TabularMethod
{
    /// <summary>Q-learning (Watkins 1989): bootstraps from the best next action.</summary>
    QLearning,

    /// <summary>Sarsa (Rummery and Niranjan 1994): bootstraps from the action that will be taken next.</summary>
    Sarsa,

    /// <summary>Expected Sarsa (John 1994): bootstraps from the expected value of the exploring policy.</summary>
    ExpectedSarsa,

    /// <summary>
    /// Double Q-learning (van Hasselt 2010): two tables; each evaluates the greedy action of the other.
    /// </summary>
    DoubleQ,

    /// <summary>n-step Q-learning (Watkins 1989): bootstraps after n rewards from the best next action.</summary>
    NStepQ,

    /// <summary>
    /// Watkins's Q(lambda) (1989): every error also updates earlier state-action pairs, up to the last exploring
    /// action.
    /// </summary>
    QLambda,

    /// <summary>Dyna-Q (Sutton 1990): Q-learning, and planning with a learned model.</summary>
    DynaQ,
}

/// <summary>
/// Options of the tabular agent. The defaults are Q-learning as in Sutton and Barto 2018, section 6.5.
/// </summary>
public sealed record TabularOptions : AgentOptions
{
    // More rewards than any return needs, and more updates after one step than anybody waits for.
    private const int MostSteps = 10_000;

    /// <summary>Algorithm: qLearning, sarsa, expectedSarsa, doubleQ, nStepQ, qLambda or dynaQ.</summary>
    [Option("Algorithm: qLearning, sarsa, expectedSarsa, doubleQ, nStepQ, qLambda or dynaQ.", Source = "Watkins 1989")]
    public TabularMethod Method { get; init; } = TabularMethod.QLearning;

    /// <summary>Discount factor (gamma).</summary>
    [Option("Discount factor (gamma).", Unit = "per step", Source = "Bellman")]
    public double Gamma { get; init; } = 0.99;

    /// <summary>Learning rate (alpha): a number or a schedule.</summary>
    [Option("Learning rate (alpha): a number or a schedule.", Source = "Sutton and Barto 2018, example 6.6")]
    [JsonConverter(typeof(TextConverter<Schedule>))]
    public Schedule StepSize { get; init; } = Schedule.Constant(0.1);

    /// <summary>
    /// Divide the learning rate by (visits of the state-action pair)^x; 0: do not, 1: the sample average.
    /// </summary>
    [Option("Divide the learning rate by (visits of the state-action pair)^x; 0: do not, 1: the sample average.",
        Source = "Even-Dar and Mansour 2003")]
    public double VisitPower { get; init; }

    /// <summary>Initial Q-value. Optimistic values make the agent explore.</summary>
    [Option("Initial Q-value. Optimistic values make the agent explore.", Source = "Sutton and Barto 2018, section 2.6")]
    public double InitialValue { get; init; }

    /// <summary>Epsilon: probability of a random action. A number or a schedule.</summary>
    [Option("Epsilon: probability of a random action. A number or a schedule.", Source = "Sutton and Barto 2018, example 6.6")]
    [JsonConverter(typeof(TextConverter<Schedule>))]
    public Schedule Epsilon { get; init; } = Schedule.Constant(0.1);

    /// <summary>nStepQ: n of the n-step return.</summary>
    [Option("nStepQ: n of the n-step return.", Unit = "steps", Source = "Sutton and Barto 2018, figure 7.2")]
    public int NStep { get; init; } = 4;

    /// <summary>qLambda: trace decay (lambda).</summary>
    [Option("qLambda: trace decay (lambda).", Source = "Sutton and Barto 2018, figure 12.14")]
    public double Lambda { get; init; } = 0.9;

    /// <summary>dynaQ: planning updates after each step.</summary>
    [Option("dynaQ: planning updates after each step.", Unit = "updates", Source = "Sutton and Barto 2018, example 8.1")]
    public int Planning { get; init; } = 5;

    /// <inheritdoc/>
    internal override (string Name, AgentOptions Options) Baseline => ("Q-learning", new TabularOptions());

    /// <inheritdoc/>
    internal override bool ReadsStateNumbers => true;

    /// <inheritdoc/>
    internal override IAgent CreateAgent(EnvironmentSpec spec, int lanes, ulong seed, WorkerPool? workers) => new TabularAgent(this, spec, lanes, seed);

    /// <inheritdoc/>
    public override void Validate()
    {
        OptionCheck.Within(Gamma, 0, 1, "gamma");
        OptionCheck.Rate(StepSize, 1, "stepSize");
        OptionCheck.Within(VisitPower, 0, 1, "visitPower");
        OptionCheck.Within(InitialValue, -1e9, 1e9, "initialValue");
        OptionCheck.Within(Epsilon, 0, 1, "epsilon");
        OptionCheck.Within(NStep, 1, MostSteps, "nStep");
        OptionCheck.Within(Lambda, 0, 1, "lambda");
        OptionCheck.Within(Planning, 0, MostSteps, "planning");
    }
}
