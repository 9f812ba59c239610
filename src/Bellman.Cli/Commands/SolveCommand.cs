using System.CommandLine;
using System.Globalization;
using Bellman.Cli.Terminal;
using Bellman.Environments;
using Bellman.Environments.Finite;
using Bellman.Planning;

namespace Bellman.Cli.Commands;

/// <summary>
/// <c>bellman solve</c>: the optimal policy of an environment with known dynamics, and its exact expected return.
/// </summary>
internal static class SolveCommand
{
    private static readonly Dictionary<string, PlanningMethod> Methods = new()
    {
        ["value-iteration"] = PlanningMethod.ValueIteration,
        ["q-value-iteration"] = PlanningMethod.QValueIteration,
        ["policy-iteration"] = PlanningMethod.PolicyIteration,
        ["finite-horizon"] = PlanningMethod.FiniteHorizon,
    };

    public static Command Create(ConsoleOutput shell)
    {
        var name = new Argument<string>("ENV")
        {
            Description = "The environment, such as FrozenLake-v1 or FrozenLake-v1:map=8x8,slippery=false.",
        };
        var method = new Option<string?>("--method")
        {
            Description = "value-iteration, q-value-iteration, policy-iteration or finite-horizon. "
                + "[default: optimal under the time limit]",
            HelpName = "M",
        };
        var gamma = new Option<string?>("--gamma") { Description = "Discount factor. [default: 1]", HelpName = "G" };
        var horizon = new Option<string?>("--horizon")
        {
            Description = "Time limit in steps, or none. [default: the environment's]", HelpName = "N",
        };
        Option<bool> json = Flags.Json();
        var command = new Command("solve", "Compute the optimal policy of an environment with known dynamics.")
        {
            name, method, gamma, horizon, json,
        };
        command.SetAction(parsed =>
        {
            MdpEnvironment environment = Find(parsed.GetValue(name)!);
            Plan plan = Plan.Solve(environment.Mdp, Horizon(parsed.GetValue(horizon), environment.Spec.TimeLimit), Gamma(parsed.GetValue(gamma)),
                Method(parsed.GetValue(method)));
            if (parsed.GetValue(json))
            {
                var result = new SolveResult(
                    environment.Spec.Name, Name(plan.Method), plan.Gamma, plan.Horizon, plan.ExpectedReturn, plan.Sweeps,
                    double.IsFinite(plan.Bound) ? plan.Bound : null);
                ResultJson.Print(shell.Out, result, ResultJson.Default.SolveResult);
            }
            else
            {
                Print(shell.Out, environment, plan);
            }
            return App.Fine;
        });
        return command;
    }

    private static void Print(TextWriter output, MdpEnvironment environment, Plan plan)
    {
        string limit = plan.Horizon is { } steps ? Text($"cut off after {steps} steps") : "without a time limit";
        output.WriteLine(Text($"{Printable.Of(environment.Spec.Name)}, {limit}: the expected return is {plan.ExpectedReturn:0.0000}"));
        string sweeps = plan.Method == PlanningMethod.PolicyIteration ? "policies" : "sweeps";
        string bound = double.IsFinite(plan.Bound) ? Text($"no value further than {plan.Bound:0.0E+0} from the truth")
            : "how far the values are from the truth is not known";
        output.WriteLine(Text($"{Name(plan.Method)} with gamma {plan.Gamma}: {plan.Sweeps} {sweeps}, {bound}"));
        if (plan.Gamma < 1)
        {
            output.WriteLine(Text($"discounted, it is {PolicyEvaluation.FromStart(environment.Mdp, plan.Values):0.0000} at the start"));
        }
        output.WriteLine();
        output.WriteLine(plan.Method == PlanningMethod.FiniteHorizon
            ? Text($"the policy with all {plan.Horizon} steps to go (later it may differ)") : "the policy");
        PolicyMap.Print(output, environment, plan.Policy);
    }

    private static MdpEnvironment Find(string name) => Catalogue.Create(name) as MdpEnvironment ?? throw new BellmanException(
        $"The dynamics of {name} are not known as a table, so that it cannot be solved: 'bellman train {name}' learns it instead.");

    private static PlanningMethod? Method(string? text) => text is null ? null
        : Methods.TryGetValue(text, out PlanningMethod method) ? method
        : throw new BellmanException($"There is no method '{text}': did you mean '{Suggestion.Nearest(text, Methods.Keys)}'?");

    private static string Name(PlanningMethod method) => Methods.First(pair => pair.Value == method).Key;

    private static double Gamma(string? text) => text is null ? 1
        : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double gamma) && gamma is >= 0 and <= 1 ? gamma
        : throw new BellmanException($"'{text}' does not fit --gamma: it must be a number from 0 to 1.");

    private static int? Horizon(string? text, int? usual) => text is null ? usual
        : text == "none" ? null
        : WholeNumber.Parse(text) is >= 1 and <= int.MaxValue and var steps ? (int)steps
        : throw new BellmanException($"'{text}' does not fit --horizon: it must be a whole number of at least 1, or none.");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
