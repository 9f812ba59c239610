using System.Text.Json.Serialization;

namespace Bellman.Agents.Tabular;

/// <summary>The ways to learn a table.</summary>
public enum TabularMethod
{
    /// <summary>Watkins 1989: towards the reward and the best action of the successor.</summary>
    QLearning,

    /// <summary>Rummery and Niranjan 1994: towards the reward and the action that will be taken next.</summary>
    Sarsa,

    /// <summary>John 1994: towards the reward and what the exploring policy expects of the successor.</summary>
    ExpectedSarsa,

    /// <summary>Van Hasselt 2010: two tables, each valuing the action that the other thinks best.</summary>
    DoubleQ,

    /// <summary>Watkins 1989: towards several rewards and the best action of the last successor.</summary>
    NStepQ,

    /// <summary>Watkins 1989: every error also corrects what led there, up to the last exploring action.</summary>
    QLambda,

    /// <summary>Sutton 1990: Q-learning, and again from a model of what was seen.</summary>
    DynaQ,
}

/// <summary>Learning a table as data. The defaults are Q-learning as in Sutton and Barto 2018, section 6.5.</summary>
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

    /// <summary>Divide the learning rate by (visits of the state-action pair)^x; 0: do not, 1: the sample average.</summary>
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
