using Bellman.Agents;
using Bellman.Agents.Tabular;
using Bellman.Environments;
using Bellman.Environments.Finite;
using Bellman.Planning;
using Bellman.Training;

namespace Bellman.Tests.Agents.Tabular;

public sealed class TabularAgentTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("bellman").FullName;

    public static TheoryData<TabularMethod> Methods => [.. Enum.GetValues<TabularMethod>()];

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [MemberData(nameof(Methods))]
    public void A_run_resumed_from_a_checkpoint_ends_with_the_bits_of_the_uninterrupted_one(TabularMethod method)
    {
        RunOptions options = Options(method);
        using var uninterrupted = new TrainingRun(options, MaskedTaxi);
        ulong expected = Train(uninterrupted);
        string path = Path.Combine(_folder, "checkpoint.bin");
        foreach (int stopAt in (int[])[1, 4, 9])
        {
            using (var stopped = new TrainingRun(options, MaskedTaxi))
            {
                foreach (Progress _ in stopped.Train().Take(stopAt))
                {
                }
                Checkpoint.Save(stopped, path);
            }
            using TrainingRun resumed = Checkpoint.Load(path, out _, create: saved => new TrainingRun(saved, MaskedTaxi));
            Assert.Equal(expected, Train(resumed));
            Assert.Equal(uninterrupted.Counters, resumed.Counters);
        }
        using var other = new TrainingRun(options with { Seed = 8 }, MaskedTaxi);
        Assert.NotEqual(expected, Train(other));
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void Nothing_is_allocated_once_all_states_were_seen(TabularMethod method)
    {
        FiniteMdp mdp = CliffWalking.Mdp();
        var environment = new VectorEnvironment(() => new MdpEnvironment("Cliff", mdp, timeLimit: 100), 3, 1);
        var agent = new TabularAgent(new() { Method = method, Epsilon = Schedule.Constant(0.5) }, environment.Spec, 3, 1);
        var actions = new int[3];
        Play(20_000);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Play(5_000);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Play(int steps)
        {
            for (int i = 0; i < steps; i++)
            {
                agent.Act(environment.Observations, environment.LegalActions, actions);
                agent.Observe(environment.Step(actions));
            }
        }
    }

    [Fact]
    public void The_report_has_the_values_of_the_actions_taken_and_not_of_the_best()
    {
        var agent = new TabularAgent(new() { StepSize = Schedule.Constant(1), Gamma = 0 }, new("x", 1, 2), 1, 1);
        agent.Observe(OneStep([5f], [1], new(8), [5f]));
        agent.Report();
        agent.Observe(OneStep([5f], [0], new(0), [5f]));
        Assert.Equal(0, agent.Report().Value);
        agent.Observe(OneStep([5f], [1], new(8), [5f]));
        Assert.Equal(8, agent.Report().Value);
    }

    [Fact]
    public void Options_that_take_all_time_or_memory_are_refused()
    {
        Assert.Equal("nStep is 2147483647: it must be between 1 and 10000.",
            Assert.Throws<BellmanException>(new TabularOptions { NStep = int.MaxValue }.Validate).Message);
        Assert.Equal("planning is 2147483647: it must be between 0 and 10000.",
            Assert.Throws<BellmanException>(new TabularOptions { Planning = int.MaxValue }.Validate).Message);
    }

    [Fact]
    public void Only_states_that_were_seen_take_a_row()
    {
        var agent = new TabularAgent(new(), new("x", 1, 2), 1, 1);
        Assert.Equal(0, States(agent));
        var actions = new int[1];
        agent.Act([5f], [], actions);
        agent.Observe(OneStep([5f], actions, new(1), [7f]));
        Assert.Equal(2, States(agent));
        agent.Act([7f], [], actions);
        agent.Observe(OneStep([7f], actions, new(1, Ending.Terminated), [9f]));
        Assert.Equal(2, States(agent));
        agent.Greedy.Act([11f], [], actions);
        Assert.Equal(0, actions[0]);
        Assert.Equal(2, States(agent));
    }

    [Fact]
    public void A_truncated_episode_still_bootstraps()
    {
        var agent = new TabularAgent(new() { Gamma = 0.5, InitialValue = 4, StepSize = Schedule.Constant(1) }, new("x", 1, 1), 1, 1);
        var actions = new int[1];
        agent.Act([0f], [], actions);
        agent.Observe(OneStep([0f], actions, new(1, Ending.Truncated), [1f]));
        Assert.Equal(3, Values(agent, 0)[0]);
        agent.Act([0f], [], actions);
        agent.Observe(OneStep([0f], actions, new(1, Ending.LifeLost), [1f]));
        Assert.Equal(1, Values(agent, 0)[0]);
    }

    [Fact]
    public void An_empty_table_walks_in_all_directions()
    {
        var agent = new TabularAgent(new() { Epsilon = Schedule.Constant(0) }, new("x", 1, 4), 1, 1);
        var counts = new int[4];
        var actions = new int[1];
        for (int i = 0; i < 4_000; i++)
        {
            agent.Act([0f], [], actions);
            counts[actions[0]]++;
        }
        Assert.All(counts, count => Assert.InRange(count, 850, 1_150));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.3)]
    [InlineData(1)]
    public void Epsilon_is_the_share_of_random_actions(double epsilon)
    {
        var agent = new TabularAgent(new() { Epsilon = Schedule.Constant(epsilon), StepSize = Schedule.Constant(1) }, new("x", 1, 4), 1, 1);
        var actions = new int[1];
        agent.Observe(OneStep([0f], [2], new(1, Ending.Terminated), [0f]));
        int best = 0;
        for (int i = 0; i < 10_000; i++)
        {
            agent.Act([0f], [], actions);
            best += actions[0] == 2 ? 1 : 0;
        }
        Assert.InRange(best, 10_000 * (1 - 0.75 * epsilon) - 200, 10_000 * (1 - 0.75 * epsilon) + 200);
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void Illegal_actions_are_never_taken(TabularMethod method)
    {
        // The world itself throws at an illegal action.
        using var run = new TrainingRun(Options(method), MaskedTaxi);
        Train(run);
        Assert.Equal(5, Evaluator.Run(run.Policy, MaskedTaxi, 5, 1).Episodes);
    }

    [Fact]
    public void Sarsa_takes_the_action_that_it_learned_from()
    {
        var agent = new TabularAgent(
            new() { Method = TabularMethod.Sarsa, Gamma = 1, StepSize = Schedule.Constant(1), Epsilon = Schedule.Constant(1) }, new("x", 1, 2), 1, 1);
        var actions = new int[1];
        // State 1 is worth 1 with action 0 and 2 with action 1; what state 0 learned tells which one was chosen.
        agent.Observe(OneStep([1f], [0], new(1, Ending.Terminated), [9f]));
        agent.Observe(OneStep([1f], [1], new(2, Ending.Terminated), [9f]));
        var taken = new HashSet<int>();
        for (int i = 0; i < 50; i++)
        {
            agent.Observe(OneStep([0f], [0], new(0), [1f]));
            agent.Act([1f], [], actions);
            Assert.Equal(Values(agent, 0)[0], Values(agent, 1)[actions[0]]);
            taken.Add(actions[0]);
            agent.Observe(OneStep([1f], actions, new(actions[0] + 1, Ending.Terminated), [9f]));
        }
        Assert.Equal(2, taken.Count);
    }

    [Fact]
    public void A_saved_policy_plays_the_same()
    {
        using var run = new TrainingRun(Options(TabularMethod.QLearning), MaskedTaxi);
        Train(run);
        string path = Path.Combine(_folder, "policy.bin");
        PolicyFile.Save(run.Policy, path);
        var loaded = (TablePolicy)PolicyFile.Load(path);
        Assert.Equal(run.Environments.Spec.Name, loaded.Spec.Name);
        Assert.Equal(run.Options.Agent, loaded.Options);
        Assert.Equal(((TablePolicy)run.Policy).StateCount, loaded.StateCount);
        Assert.Equal(Evaluator.Run(run.Policy, MaskedTaxi, 20, 3), Evaluator.Run(loaded, MaskedTaxi, 20, 3));
    }

    [Fact]
    public void A_snapshot_does_not_learn_on()
    {
        var agent = new TabularAgent(new() { StepSize = Schedule.Constant(1) }, new("x", 1, 1), 1, 1);
        agent.Observe(OneStep([0f], [0], new(1, Ending.Terminated), [1f]));
        var snapshot = (TablePolicy)agent.Snapshot();
        agent.Observe(OneStep([0f], [0], new(5, Ending.Terminated), [1f]));
        var values = new double[1];
        snapshot.Values([0f], values);
        Assert.Equal(1, values[0]);
        Assert.Equal(5, Values(agent, 0)[0]);
    }

    [Fact]
    public void Options_out_of_range_are_refused()
        => Assert.All((TabularOptions[])[
            new() { Gamma = 1.1 }, new() { StepSize = Schedule.Constant(0) }, new() { VisitPower = 2 }, new() { NStep = 0 }, new() { Lambda = -1 },
            new() { Planning = -1 }, new() { Epsilon = Schedule.Constant(2) }, new() { InitialValue = double.NaN }],
            options => Assert.Throws<BellmanException>(options.Validate));

    private static MdpEnvironment MaskedTaxi() => new("Taxi", Taxi.Mdp(new() { Masked = true }), timeLimit: 60);

    private static RunOptions Options(TabularMethod method) => new()
    {
        Environment = "Taxi", Seed = 7, Steps = 3_000, Lanes = 3, ReportEvery = 300, EvaluateEvery = 900, EvaluateEpisodes = 2, ConfirmEpisodes = 3,
        Agent = new TabularOptions { Method = method, Epsilon = Schedule.Linear(1, 0.1, 2_000), VisitPower = 0.6, StepSize = Schedule.Constant(1) },
    };

    private static ulong Train(TrainingRun run)
    {
        foreach (Progress _ in run.Train())
        {
        }
        return run.Fingerprint;
    }

    private static int States(IAgent agent) => ((TablePolicy)agent.Greedy).StateCount;

    private static double[] Values(TabularAgent agent, float state)
    {
        var values = new double[((TablePolicy)agent.Greedy).Spec.ActionCount];
        ((TablePolicy)agent.Greedy).Values([state], values);
        return values;
    }

    private static Experience OneStep(ReadOnlySpan<float> observation, ReadOnlySpan<int> action, Outcome outcome, ReadOnlySpan<float> successor) => new()
    {
        Observations = observation, Actions = action, Outcomes = new[] { outcome }, NextObservations = successor, NextLegalActions = [],
    };
}
