namespace Bellman.Planning;

/// <summary>Planning methods for finite MDPs.</summary>
public enum PlanningMethod
{
    /// <summary><see cref="Planning.ValueIteration"/>.</summary>
    ValueIteration,

    /// <summary><see cref="Planning.QValueIteration"/>.</summary>
    QValueIteration,

    /// <summary><see cref="Planning.PolicyIteration"/>.</summary>
    PolicyIteration,

    /// <summary><see cref="Planning.FiniteHorizon"/>: the policy sees how many steps are left.</summary>
    FiniteHorizon,
}

/// <summary>
/// A policy found by a planner, with its exact expected undiscounted return from the start distribution, truncated at
/// the horizon. The discount only shapes the policy. The expected return is what many played episodes would measure.
/// </summary>
/// <param name="Method">The planning method.</param>
/// <param name="Gamma">The discount.</param>
/// <param name="Horizon">Horizon: steps after which episodes are truncated; null: none.</param>
/// <param name="ExpectedReturn">Expected undiscounted return.</param>
/// <param name="Values">Optimal discounted value of each state, [states].</param>
/// <param name="Policy">
/// Action of each state (with all steps to go, if the policy depends on time); -1 in absorbing states, [states].
/// </param>
/// <param name="Sweeps">Number of sweeps over all states.</param>
/// <param name="Bound">Certified bound on the error of every value.</param>
public sealed record Plan(
    PlanningMethod Method, double Gamma, int? Horizon, double ExpectedReturn, double[] Values, int[] Policy, int Sweeps, double Bound)
{
    // Far below the digits that people read, far above rounding.
    private const double Tolerance = 1e-9;

    /// <summary>Plans.</summary>
    /// <param name="mdp">The MDP.</param>
    /// <param name="horizon">Horizon: steps after which episodes are truncated; null: none.</param>
    /// <param name="gamma">Discount factor, in [0, 1].</param>
    /// <param name="method">
    /// The method; null: <see cref="PlanningMethod.FiniteHorizon"/> for a horizon without a discount, else value
    /// iteration.
    /// </param>
    /// <exception cref="BellmanException">
    /// MDP, discount and method do not fit together; the message says what to change.
    /// </exception>
    public static Plan Solve(FiniteMdp mdp, int? horizon, double gamma = 1, PlanningMethod? method = null)
    {
        Plan plan = MakeAny(mdp, horizon, gamma, method);
        return double.IsFinite(plan.ExpectedReturn) ? plan : throw new BellmanException(
            "The return of this environment is larger than numbers can be: choose smaller rewards, a gamma below 1, or a horizon.");
    }

    private static Plan MakeAny(FiniteMdp mdp, int? horizon, double gamma, PlanningMethod? method)
    {
        PlanningMethod way = method ?? (horizon is not null && gamma == 1 ? PlanningMethod.FiniteHorizon : PlanningMethod.ValueIteration);
        if (way == PlanningMethod.FiniteHorizon)
        {
            return WithinHorizon(mdp, gamma, horizon ?? throw new BellmanException(
                "Planning for a finite horizon needs one: name the number of steps, or choose value-iteration."));
        }
        Solution found = way switch
        {
            PlanningMethod.QValueIteration => QValueIteration.Solve(mdp, gamma, Tolerance * Unit(mdp)),
            PlanningMethod.PolicyIteration => PolicyIteration.Solve(mdp, gamma),
            _ => ValueIteration.Solve(mdp, gamma, Tolerance * Unit(mdp)),
        };
        return new(way, gamma, horizon, Earned(mdp, found, gamma, horizon), found.Values, found.Policy, found.Sweeps, found.Bound);
    }

    // The greatest reward where all are small: an MDP that pays millionths is solved as well as one that pays ones.
    private static double Unit(FiniteMdp mdp)
    {
        double greatest = 0;
        foreach (double reward in mdp.Rewards)
        {
            greatest = Math.Max(greatest, Math.Abs(reward));
        }
        return greatest == 0 ? 1 : Math.Min(1, greatest);
    }

    private static Plan WithinHorizon(FiniteMdp mdp, double gamma, int horizon)
    {
        HorizonSolution found = FiniteHorizon.Solve(mdp, horizon, gamma);
        double earned = gamma == 1 ? found.FromStart(mdp) : PolicyEvaluation.FromStart(mdp, PolicyEvaluation.Within(mdp, found.Policy));
        return new(PlanningMethod.FiniteHorizon, gamma, horizon, earned, found.Values, found.Policy[^1], horizon, found.Bound);
    }

    private static double Earned(FiniteMdp mdp, Solution found, double gamma, int? horizon)
    {
        if (horizon is { } steps)
        {
            return PolicyEvaluation.FromStart(mdp, PolicyEvaluation.Within(mdp, found.Policy, steps));
        }
        if (gamma == 1)
        {
            return found.FromStart(mdp);
        }
        try
        {
            return PolicyEvaluation.FromStart(mdp, found.Policy);
        }
        catch (BellmanException error)
        {
            throw new BellmanException(
                FormattableString.Invariant($"The policy that is best with gamma = {gamma} may go on for ever, so that its return has no bound: ")
                    + "name a horizon.", error);
        }
    }
}
