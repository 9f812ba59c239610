using Bellman.Agents;
using Bellman.Environments.Finite;
using Bellman.Planning;

namespace Bellman.Training;

/// <summary>
/// Exact evaluation: the expected return of a policy in a finite MDP, by planning instead of played episodes.
/// </summary>
internal static class ExactEvaluator
{
    /// <summary>The expected undiscounted return of an episode.</summary>
    /// <param name="policy">
    /// The policy. It is called once per state, so its actions must depend on the state only.
    /// </param>
    /// <param name="environment">The environment, with the encoding that the policy was trained with.</param>
    /// <param name="longest">Step limit of an episode, in addition to the time limit of the environment.</param>
    /// <exception cref="BellmanException">The policy chooses an illegal action.</exception>
    public static double Run(IPolicy policy, MdpEnvironment environment, int longest = Evaluator.LongestEpisode)
    {
        PolicyFit.Require(policy, environment.Spec, elsewhere: true);
        FiniteMdp mdp = environment.Mdp;
        var observation = new float[environment.Spec.ObservationLength];
        var legal = new bool[environment.Spec.HasIllegalActions ? mdp.ActionCount : 0];
        var actions = new int[mdp.StateCount];
        for (int state = 0; state < mdp.StateCount; state++)
        {
            if (mdp.Absorbing[state])
            {
                continue; // nobody chooses there
            }
            environment.Show(state, observation);
            for (int action = 0; action < legal.Length; action++)
            {
                legal[action] = mdp.IsLegal(state, action);
            }
            policy.Act(observation, legal, actions.AsSpan(state, 1));
        }
        return PolicyEvaluation.FromStart(mdp, PolicyEvaluation.Within(mdp, actions, Math.Min(environment.Spec.TimeLimit ?? longest, longest)));
    }
}
