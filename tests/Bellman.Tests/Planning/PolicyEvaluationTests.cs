using Bellman.Environments.Finite;
using Bellman.Planning;
using Bellman.Tests.Oracles;

namespace Bellman.Tests.Planning;

public class PolicyEvaluationTests
{
    [Fact]
    public void Values_satisfy_their_equation()
        => RandomMdp.Check(mdp =>
        {
            double gamma = mdp.Absorbing.Contains(true) ? 1 : 0.95;
            var random = new Rng(5);
            int[] policy = [.. Enumerable.Range(0, mdp.StateCount).Select(_ => random.NextInt(mdp.ActionCount))];
            double[] values = PolicyEvaluation.Unlimited(mdp, policy, gamma);
            for (int state = 0; state < mdp.StateCount; state++)
            {
                double backup = 0;
                int pair = state * mdp.ActionCount + policy[state];
                for (int i = mdp.Offsets[pair]; i < mdp.Offsets[pair + 1]; i++)
                {
                    backup += mdp.Probabilities[i] * (mdp.Rewards[i] + gamma * values[mdp.NextStates[i]]);
                }
                Assert.Equal(backup, values[state], 1e-12);
            }
        });

    [Fact]
    public void Episodes_that_hardly_ever_end_lose_no_digits()
    {
        // A step costs 1 and ends with probability 1e-12: the answer is exact, where 1 - (1 - 1e-12) would keep four digits.
        FiniteMdp mdp = FiniteMdp.Create(3, 1, (s, _) => [new(1 - 1e-12, 1 - s, -1), new(1e-12, 2, -1)], s => s == 2, s => s == 0 ? 1 : 0);
        Assert.Equal(-1e12, PolicyEvaluation.Unlimited(mdp, [0, 0, 0])[0], 1);
    }

    [Fact]
    public void Staying_for_ever_for_nothing_is_worth_nothing()
    {
        FiniteMdp lake = FrozenLake.Mdp(FrozenLake.Map4x4);
        int[] alwaysUp = [.. Enumerable.Repeat(3, 16)];
        Assert.Equal(0, PolicyEvaluation.Unlimited(lake, alwaysUp)[0]);
    }

    [Fact]
    public void Paying_for_ever_is_refused()
        => Assert.StartsWith("Without a discount the return of this policy has no bound: from state ",
            Assert.Throws<BellmanException>(() => PolicyEvaluation.Unlimited(CliffWalking.Mdp(), new int[48])).Message);

    [Fact]
    public void Large_sparse_worlds_are_solved_too()
    {
        // A lake of 60 x 60 cells with holes here and there; value iteration is the witness.
        string[] map = [.. Enumerable.Range(0, 60).Select(row => string.Concat(Enumerable.Range(0, 60).Select(column =>
            (row, column) == (0, 0) ? 'S' : (row, column) == (59, 59) ? 'G' : (row * 31 + column * 17) % 13 == 5 ? 'H' : 'F')))];
        FiniteMdp mdp = FrozenLake.Mdp(map);
        Solution solution = ValueIteration.Solve(mdp, 0.99, 1e-9);
        Assert.Equal(solution.FromStart(mdp), PolicyEvaluation.FromStart(mdp, PolicyEvaluation.Unlimited(mdp, solution.Policy, 0.99)), 1e-8);
    }

    [Fact]
    public void An_illegal_action_is_refused()
    {
        Assert.Equal("The policy chooses action 4 in state 0: it is not legal there.",
            Assert.Throws<BellmanException>(() => PolicyEvaluation.Unlimited(CliffWalking.Mdp(), [.. Enumerable.Repeat(4, 48)])).Message);
        Assert.Equal("The policy has 3 entries: the environment has 48 states, and each needs one.",
            Assert.Throws<BellmanException>(() => PolicyEvaluation.Unlimited(CliffWalking.Mdp(), [0, 0, 0])).Message);
    }
}
