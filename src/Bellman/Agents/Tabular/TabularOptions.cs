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

    /// <summary>Method.</summary>
    [Option("How to learn: qLearning, sarsa, expectedSarsa, doubleQ, nStepQ, qLambda or dynaQ.", Source = "Watkins 1989")]
    public TabularMethod Method { get; init; } = TabularMethod.QLearning;

    /// <summary>Discount.</summary>
    [Option("Discount of the reward one step later.", Unit = "per step", Source = "Bellman")]
    public double Gamma { get; init; } = 0.99;

    /// <summary>Step size.</summary>
    [Option("Share of the error that an update removes: a number or a schedule.", Source = "Sutton and Barto 2018, example 6.6")]
    [JsonConverter(typeof(TextConverter<Schedule>))]
    public Schedule StepSize { get; init; } = Schedule.Constant(0.1);

    /// <summary>Power of the visit count.</summary>
    [Option("Divide the step size by this power of the visits to state and action: 0 does not, 1 averages.", Source = "Even-Dar and Mansour 2003")]
    public double VisitPower { get; init; }

    /// <summary>Initial estimate.</summary>
    [Option("What is expected of an action that was never tried; high values make agents try everything.", Source = "Sutton and Barto 2018, section 2.6")]
    public double InitialValue { get; init; }

    /// <summary>Exploration.</summary>
    [Option("Share of random actions: a number or a schedule.", Source = "Sutton and Barto 2018, example 6.6")]
    [JsonConverter(typeof(TextConverter<Schedule>))]
    public Schedule Epsilon { get; init; } = Schedule.Constant(0.1);

    /// <summary>Rewards before bootstrapping.</summary>
    [Option("nStepQ: rewards that are summed before the best action's value is used.", Unit = "steps", Source = "Sutton and Barto 2018, figure 7.2")]
    public int NStep { get; init; } = 4;

    /// <summary>Decay of credit.</summary>
    [Option("qLambda: how much of an error each step further back is corrected by, times gamma.", Source = "Sutton and Barto 2018, figure 12.14")]
    public double Lambda { get; init; } = 0.9;

    /// <summary>Updates from the model.</summary>
    [Option("dynaQ: updates from the model after every step.", Unit = "updates", Source = "Sutton and Barto 2018, example 8.1")]
    public int Planning { get; init; } = 5;

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
