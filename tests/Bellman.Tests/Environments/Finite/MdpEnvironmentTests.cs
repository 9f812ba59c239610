using Bellman.Environments;
using Bellman.Environments.Finite;
using Bellman.Planning;
using Bellman.Tests.Oracles;

namespace Bellman.Tests.Environments.Finite;

public class MdpEnvironmentTests
{
    [Fact]
    public void Starts_and_steps_come_as_often_as_the_data_say()
    {
        FiniteMdp mdp = RandomMdp.Make(seed: 7, states: 5, actions: 2, branches: 3, end: 0.2);
        var environment = new MdpEnvironment("Random", mdp);
        var random = new Rng(1);
        var observation = new float[1];
        const int Episodes = 40_000;
        var starts = new int[5];
        var counts = new Dictionary<(int, int, int, double), int>();
        var tries = new int[10];
        for (int episode = 0; episode < Episodes; episode++)
        {
            environment.Reset(ref random, observation);
            starts[environment.State]++;
            for (Outcome outcome = default; !outcome.EpisodeOver;)
            {
                int state = environment.State, action = random.NextInt(2);
                outcome = environment.Step(action, ref random, observation);
                tries[state * 2 + action]++;
                var key = (state, action, environment.State, outcome.Reward);
                counts[key] = counts.GetValueOrDefault(key) + 1;
                Assert.Equal(environment.State, observation[0]);
                Assert.Equal(mdp.Absorbing[environment.State] ? Ending.Terminated : Ending.None, outcome.Ending);
            }
        }
        Assert.All(Enumerable.Range(0, 5), s => AssertShare(mdp.Start[s], starts[s], Episodes));
        for (int pair = 0; pair < 8; pair++)
        {
            for (int i = mdp.Offsets[pair]; i < mdp.Offsets[pair + 1]; i++)
            {
                AssertShare(mdp.Probabilities[i], counts[(pair / 2, pair % 2, mdp.NextStates[i], (float)mdp.Rewards[i])], tries[pair]);
            }
        }
    }

    [Fact]
    public void One_hot_columns_say_the_same_as_the_number()
    {
        var environment = new MdpEnvironment("Cliff", CliffWalking.Mdp(), encoding: StateEncoding.OneHot);
        Assert.Equal(48, environment.Spec.ObservationLength);
        var random = new Rng(1);
        var observation = new float[48];
        environment.Reset(ref random, observation);
        Assert.Equal(36, environment.State);
        AssertOneHot(36);
        environment.Step(0, ref random, observation);
        AssertOneHot(24);

        void AssertOneHot(int state) => Assert.Equal(Enumerable.Range(0, 48).Select(i => i == state ? 1f : 0f), observation);
    }

    [Fact]
    public void Blackjack_shows_three_numbers_or_their_columns()
    {
        FiniteMdp mdp = Blackjack.Mdp();
        var random = new Rng(3);
        Span<float> plain = new float[3], columns = new float[45];
        var first = new MdpEnvironment("Blackjack-v1", mdp, Blackjack.Labels);
        var second = new MdpEnvironment("Blackjack-v1", mdp, Blackjack.Labels, StateEncoding.OneHot);
        for (int i = 0; i < 100; i++)
        {
            Rng same = random;
            first.Reset(ref random, plain);
            second.Reset(ref same, columns);
            Assert.Equal(3, columns.ToArray().Sum());
            Assert.Equal(1, columns[(int)plain[0]]);
            Assert.Equal(1, columns[32 + (int)plain[1]]);
            Assert.Equal(1, columns[43 + (int)plain[2]]);
        }
    }

    [Fact]
    public void Only_a_world_with_illegal_actions_says_so()
    {
        Assert.False(new MdpEnvironment("Taxi", Taxi.Mdp()).Spec.HasIllegalActions);
        var masked = new MdpEnvironment("Taxi", Taxi.Mdp(new() { Masked = true }));
        Assert.True(masked.Spec.HasIllegalActions);
        var random = new Rng(2);
        var observation = new float[1];
        var legal = new bool[6];
        masked.Reset(ref random, observation);
        masked.WriteLegalActions(legal);
        Assert.Equal(Enumerable.Range(0, 6).Select(action => masked.Mdp.IsLegal(masked.State, action)), legal);
        int illegal = Array.IndexOf(legal, false);
        Assert.Equal($"Action {illegal} is illegal in state {masked.State} of Taxi: choose among the legal ones, and reset at the end.",
            Assert.Throws<BellmanException>(() => masked.Step(illegal, ref random, observation)).Message);
    }

    [Fact]
    public void A_saved_world_goes_on_where_it_was()
    {
        var environment = new MdpEnvironment("Taxi", Taxi.Mdp());
        var copy = new MdpEnvironment("Taxi", Taxi.Mdp());
        var random = new Rng(4);
        var observation = new float[1];
        environment.Reset(ref random, observation);
        using var stream = new MemoryStream();
        environment.Sync(StateStream.Writer(stream));
        stream.Position = 0;
        copy.Sync(StateStream.Reader(stream));
        Assert.Equal(environment.State, copy.State);
    }

    [Fact]
    public void An_episode_that_begins_at_the_end_ends_with_its_first_step_and_earns_what_it_is_valued_at()
    {
        // Half of all episodes begin where everything is over, the others earn 4.
        FiniteMdp mdp = FiniteMdp.Create(2, 2, (_, _) => [new(1, 1, 4)], s => s == 1, _ => 0.5);
        var lanes = new VectorEnvironment(() => new MdpEnvironment("Coin", mdp), 1, seed: 1);
        double sum = 0;
        for (int episode = 0; episode < 10_000; episode++)
        {
            float begin = lanes.Observations[0];
            lanes.Step([episode % 2]);
            Assert.Equal(new Episode(episode + 1, 0, begin == 0 ? 4 : 0, 1, Ending.Terminated), Assert.Single(lanes.Finished));
            sum += lanes.Finished[0].Return;
        }
        Assert.Equal(2, Plan.Solve(mdp, null).ExpectedReturn);
        Assert.InRange(sum / 10_000, 1.9, 2.1);
    }

    [Fact]
    public void What_is_over_stays_over_where_no_episode_begins_at_the_end()
    {
        var environment = new MdpEnvironment("One", FiniteMdp.Create(2, 1, (_, _) => [new(1, 1, 1)], s => s == 1, s => 1 - s));
        var random = new Rng(1);
        var observation = new float[1];
        environment.Reset(ref random, observation);
        Assert.Equal(new Outcome(1, Ending.Terminated), environment.Step(0, ref random, observation));
        Assert.Equal("Action 0 is illegal in state 1 of One: choose among the legal ones, and reset at the end.",
            Assert.Throws<BellmanException>(() => environment.Step(0, ref random, observation)).Message);
    }

    [Fact]
    public void More_states_than_a_float_can_count_are_shown_as_two_numbers()
    {
        const int Most = 1 << 24;
        Assert.Equal(1, StateLabels.Index(Most).Length(StateEncoding.Plain));
        StateLabels labels = StateLabels.Index(Most + 2);
        Assert.Equal(2, labels.Length(StateEncoding.Plain));
        float[] one = new float[2], next = new float[2];
        labels.Write(Most, StateEncoding.Plain, one);
        labels.Write(Most + 1, StateEncoding.Plain, next);
        Assert.Equal([1, 0], one);
        Assert.Equal([1, 1], next);
    }

    [Fact]
    public void Labels_that_do_not_fit_are_refused()
    {
        FiniteMdp mdp = FiniteMdp.Create(2, 1, (_, _) => [new(1, 1, 1)], s => s == 1, s => 1 - s);
        Assert.Equal("3 states of W have labels: it has 2, and each needs one.",
            Assert.Throws<BellmanException>(() => new MdpEnvironment("W", mdp, StateLabels.Index(3))).Message);
        Assert.Equal("State 1 has the label 2, which is not 0 to 1.", Assert.Throws<BellmanException>(() => new StateLabels([2], [0, 2])).Message);
        Assert.Equal("A label has 16777217 values: it can have 1 to 16777216; show a state as several numbers.",
            Assert.Throws<BellmanException>(() => new StateLabels([(1 << 24) + 1], [0])).Message);
    }

    [Fact]
    public void Stepping_allocates_nothing()
    {
        var environment = new MdpEnvironment("Lake", FrozenLake.Mdp(FrozenLake.Map4x4));
        var random = new Rng(5);
        var observation = new float[1];
        environment.Reset(ref random, observation);
        Play(100);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Play(1000);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Play(int steps)
        {
            for (int i = 0; i < steps; i++)
            {
                if (environment.Step(i % 4, ref random, observation).EpisodeOver)
                {
                    environment.Reset(ref random, observation);
                }
            }
        }
    }

    // Five standard deviations of a binomial count.
    private static void AssertShare(double probability, int count, int tries)
        => Assert.InRange(count, tries * probability - Spread(probability, tries), tries * probability + Spread(probability, tries));

    private static double Spread(double probability, int tries) => 5 * Math.Sqrt(tries * probability * (1 - probability)) + 1e-9;
}
