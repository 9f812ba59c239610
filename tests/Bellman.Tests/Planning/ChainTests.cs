using Bellman.Planning;
using Xunit.Abstractions;

namespace Bellman.Tests.Planning;

/// <summary>
/// What a chain earns in the end, against the sum itself: n steps for n = 2^20 and beyond, by doubling. The environment variable BELLMAN_CHAINS asks
/// for another number of random chains than 2,000.
/// </summary>
public class ChainTests(ITestOutputHelper output)
{
    [Fact]
    public void A_state_that_can_only_stay_for_nothing_takes_no_probability_away()
    {
        const double T = 1.0 / 3;
        var mdp = new FiniteMdp(1, [0, 1, 4, 4], [0, 0, 1, 2], [1, T, T, 1 - 2 * T], [0, -1, -1, -1], [false, false, true], [0, 1, 0]);
        Assert.Equal(-1.5, PolicyEvaluation.Unlimited(mdp, [0, 0, 0])[1], 1e-12);
    }

    [Fact]
    public void A_loop_that_takes_back_what_it_gives_has_no_limit()
    {
        FiniteMdp mdp = FiniteMdp.Create(2, 1, (state, _) => [new(1, 1 - state, state == 0 ? 1 : -1)], _ => false, state => 1 - state);
        Assert.Equal("Without a discount the return of this policy has no limit: from state 0 it swings to and fro for ever. Choose a gamma below 1, or a "
            + "horizon.", Assert.Throws<BellmanException>(() => PolicyEvaluation.Unlimited(mdp, [0, 0])).Message);
    }

    [Fact]
    public void A_lottery_that_is_fair_in_every_step_is_worth_nothing()
    {
        // Probabilities of thirds: what is expected is 0 but for rounding.
        FiniteMdp mdp = FiniteMdp.Create(1, 1, (_, _) => [new(1.0 / 3, 0, 2), new(2.0 / 3, 0, -1)], _ => false, _ => 1);
        Assert.Equal(0, PolicyEvaluation.Unlimited(mdp, [0])[0], 1e-15);
    }

    [Fact]
    public void A_gamble_without_end_that_is_fair_on_average_has_the_limit_of_its_sums()
    {
        // 1 in state 0, -1 in state 1, and from both to either: whoever begins in 0 is one ahead for ever.
        FiniteMdp mdp = FiniteMdp.Create(2, 1, (state, _) => [new(0.5, 0, 1 - 2 * state), new(0.5, 1, 1 - 2 * state)], _ => false, state => 1 - state);
        Assert.Equal([1.0, -1.0], PolicyEvaluation.Unlimited(mdp, [0, 0]));
    }

    [Fact]
    public void Random_chains_earn_what_their_sums_approach_and_are_refused_where_these_do_not()
    {
        int chains = Mutations.Count("BELLMAN_CHAINS", 2000), refused = 0;
        double furthest = 0;
        for (int number = 0; number < chains; number++)
        {
            FiniteMdp mdp = Chain((ulong)number);
            double[]? expected = Limit(mdp), found = Found(mdp);
            Assert.True(expected is null == found is null, $"chain {number} is refused wrongly, or accepted wrongly: {found is null}");
            refused += found is null ? 1 : 0;
            for (int state = 0; expected is not null && state < mdp.StateCount; state++)
            {
                double off = Math.Abs(expected[state] - found![state]) / Math.Max(1, Math.Abs(expected[state]));
                Assert.True(off < 1e-9, $"chain {number} is worth {found[state]} in state {state}, and {expected[state]} would be right");
                furthest = Math.Max(furthest, off);
            }
        }
        output.WriteLine($"{chains} chains, {refused} refused, the others at most {furthest:E1} off");
        Assert.InRange(refused, chains / 10, 9 * chains / 10);
    }

    private static double[]? Found(FiniteMdp mdp)
    {
        try
        {
            return PolicyEvaluation.Unlimited(mdp, new int[mdp.StateCount]);
        }
        catch (BellmanException refusal)
        {
            Assert.StartsWith("Without a discount the return of this policy has no ", refusal.Message, StringComparison.Ordinal);
            return null;
        }
    }

    // Few states, few ways, simple probabilities, many rewards of 0, some that are whole and some that are not.
    private static FiniteMdp Chain(ulong seed)
    {
        var random = new Rng(seed, stream: 12);
        int states = 2 + random.NextInt(5), last = random.NextInt(4) == 0 ? states : states - 1;
        bool whole = random.NextInt(2) == 0, sparse = random.NextInt(2) == 0;
        var rows = new Transition[states][];
        for (int state = 0; state < states; state++)
        {
            int ways = 1 + random.NextInt(3);
            int[] weights = [.. Enumerable.Range(0, ways).Select(_ => 1 + random.NextInt(2))];
            rows[state] = [.. weights.Select(weight => new Transition((double)weight / weights.Sum(), random.NextInt(states),
                sparse && random.NextInt(4) > 0 ? 0 : whole ? random.NextInt(5) - 2 : random.NextDouble(-1, 1)))];
        }
        return FiniteMdp.Create(states, 1, (state, _) => rows[state], state => state == last, state => 1.0 / states);
    }

    // The sum of n steps, n = 2^20, 2^21 and 2^21 + 1; null where they differ. Rows are made to sum to 1 again, else they would not for long.
    private static double[]? Limit(FiniteMdp mdp)
    {
        int states = mdp.StateCount;
        double[] once = new double[states], sum;
        var power = new double[states, states];
        for (int state = 0; state < states; state++)
        {
            power[state, state] = mdp.Absorbing[state] ? 1 : 0;
            for (int i = mdp.Offsets[state]; i < mdp.Offsets[state + 1]; i++)
            {
                power[state, mdp.NextStates[i]] += mdp.Probabilities[i];
                once[state] += mdp.Probabilities[i] * mdp.Rewards[i];
            }
        }
        double[,] single = power;
        double[] before = sum = once;
        for (int doubling = 0; doubling < 21; doubling++)
        {
            (before, sum) = (sum, Then(sum, power, sum));
            power = Square(power);
        }
        double[] longer = Then(once, single, sum);
        double scale = 1 + sum.Max(Math.Abs);
        bool same = Enumerable.Range(0, states).All(state =>
            Math.Abs(sum[state] - before[state]) < 1e-7 * scale && Math.Abs(sum[state] - longer[state]) < 1e-7 * scale);
        return same ? sum : null;
    }

    private static double[] Then(double[] first, double[,] power, double[] next)
        => [.. first.Select((value, state) => value + next.Select((worth, successor) => power[state, successor] * worth).Sum())];

    private static double[,] Square(double[,] power)
    {
        int states = power.GetLength(0);
        var square = new double[states, states];
        for (int i = 0; i < states; i++)
        {
            double total = 0;
            for (int j = 0; j < states; j++)
            {
                for (int k = 0; k < states; k++)
                {
                    square[i, j] += power[i, k] * power[k, j];
                }
                total += square[i, j];
            }
            for (int j = 0; j < states; j++)
            {
                square[i, j] /= total;
            }
        }
        return square;
    }
}
