using Bellman.Agents.Pqn;
using Bellman.Neural.Optimizers;

namespace Bellman.Tests.Agents.Pqn;

/// <summary>An agent that is left anywhere, between two steps or two gradient steps, and saved and loaded, ends with the bits of one that was not.</summary>
public class PqnResumeTests
{
    private const int Lanes = 3, Steps = 25, MinibatchesPerEpoch = 3;

    private static readonly EnvironmentSpec Probe = new("probe", 2, 3);

    private static PqnOptions Options => new()
    {
        Network = NetworkSpec.Parse("dense 8, layernorm, relu"), Rollout = 7, Minibatches = MinibatchesPerEpoch, Epochs = 2, Epsilon = Schedule.Constant(0.3),
        Persistence = 1.5,
    };

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(6)]  // the rollout is almost full
    [InlineData(7)]  // it was learned from
    [InlineData(17)]
    public void A_rollout_goes_on_where_it_was_left(int step)
    {
        PqnAgent agent = Create();
        Run(agent, 0, step);
        Assert.Equal(Whole(), Run(Loaded(Saved(agent)), step, Steps));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(MinibatchesPerEpoch - 1)]
    [InlineData(MinibatchesPerEpoch)] // between two epochs
    [InlineData(MinibatchesPerEpoch + 1)]
    [InlineData(2 * MinibatchesPerEpoch + 2)] // in the second rollout
    [InlineData(3 * 2 * MinibatchesPerEpoch)] // after the last
    public void An_update_goes_on_where_it_was_cancelled(int update)
    {
        using var cancel = new CancellationTokenSource();
        PqnAgent agent = Create(updates =>
        {
            if (updates == update)
            {
                cancel.Cancel();
            }
        });
        int step = 0;
        while (!cancel.IsCancellationRequested)
        {
            bool isDone = Step(agent, step++, cancel.Token);
            Assert.Equal(!cancel.IsCancellationRequested || update % (2 * MinibatchesPerEpoch) == 0, isDone);
        }
        Assert.Equal(update, agent.Updates);
        byte[] saved = Saved(agent);
        foreach (PqnAgent resumed in (PqnAgent[])[agent, Loaded(saved)])
        {
            Assert.True(resumed.Learn(CancellationToken.None));
            Assert.Equal(Whole(), Run(resumed, step, Steps));
        }
    }

    [Fact]
    public void An_agent_saved_between_acting_and_observing_goes_on()
    {
        PqnAgent agent = Create(), other = Create();
        int[] actions = new int[Lanes], same = new int[Lanes];
        Run(agent, 0, 3);
        Run(other, 0, 3);
        agent.Act(Seen(3), [], actions);
        PqnAgent resumed = Loaded(Saved(agent));
        Observe(resumed, 3, actions, CancellationToken.None);
        other.Act(Seen(3), [], same);
        Assert.Equal(actions, same);
        Observe(other, 3, same, CancellationToken.None);
        Assert.Equal(Saved(other), Saved(resumed));
    }

    [Fact]
    public void What_is_due_must_be_learned_first()
    {
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        PqnAgent agent = Create();
        Run(agent, 0, 6);
        Assert.False(Step(agent, 6, cancelled.Token));
        Assert.False(agent.Learn(cancelled.Token));
        Assert.Contains("Learn until it returns true", Assert.Throws<BellmanException>(() => Step(agent, 7, CancellationToken.None)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_state_of_another_rollout_is_refused()
        => Assert.Contains("other options", Assert.Throws<BellmanException>(() => new PqnAgent(Options with { Rollout = 8 }, Probe, Lanes, 1)
            .Sync(StateStream.Reader(new MemoryStream(Saved(Create()))))).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(1)]  // gradient steps are due, and the rollout is not full
    [InlineData(-1)]
    [InlineData(int.MaxValue)]
    public void A_saved_agent_owes_only_gradient_steps_that_it_can_owe(int due)
    {
        byte[] saved = Saved(Create());
        int at = saved.AsSpan().IndexOf("pqn"u8) + 3 + 3 * sizeof(long) + 1; // behind the counters and whether it acted
        BitConverter.GetBytes(due).CopyTo(saved, at);
        Assert.Contains("cannot be", Assert.Throws<BellmanException>(() => Loaded(saved)).Message, StringComparison.Ordinal);
    }

    private static PqnAgent Create(Action<int>? onUpdate = null) => new(Options, Probe, Lanes, seed: 4, learns =>
    {
        var random = new Rng(9);
        var network = Network.Build(Options.Network, 2, 3, Initializer.He, ref random, learns ? OptimizerSpec.RAdam : null, new(null, 10));
        return learns ? new Watched(network, onUpdate) : network;
    });

    private static byte[] Whole() => Run(Create(), 0, Steps);

    private static byte[] Run(PqnAgent agent, int from, int to)
    {
        for (int step = from; step < to; step++)
        {
            Assert.True(Step(agent, step, CancellationToken.None));
        }
        return Saved(agent);
    }

    private static bool Step(PqnAgent agent, int step, CancellationToken cancellation)
    {
        var actions = new int[Lanes];
        agent.Act(Seen(step), [], actions);
        return Observe(agent, step, actions, cancellation);
    }

    private static bool Observe(PqnAgent agent, int step, int[] actions, CancellationToken cancellation) => agent.Observe(new Experience
    {
        Observations = Seen(step), Actions = actions, NextObservations = Seen(step + 1), NextLegalActions = [],
        Outcomes = [.. actions.Select((action, lane) => new Outcome(action, (Ending)((step + lane) % 5)))],
    }, cancellation);

    private static float[] Seen(int step) => [.. Enumerable.Range(0, Lanes * 2).Select(i => MathF.Sin(i + step * 0.7f))];

    private static byte[] Saved(PqnAgent agent)
    {
        using var bytes = new MemoryStream();
        agent.Sync(StateStream.Writer(bytes));
        return bytes.ToArray();
    }

    private static PqnAgent Loaded(byte[] saved)
    {
        PqnAgent agent = Create();
        using var bytes = new MemoryStream(saved);
        agent.Sync(StateStream.Reader(bytes));
        Assert.Equal(bytes.Length, bytes.Position);
        return agent;
    }

    /// <summary>Tells how many updates there were after each.</summary>
    private sealed class Watched(Network network, Action<int>? onUpdate) : INetwork
    {
        private int _updates;

        public int InputLength => network.InputLength;

        public int OutputLength => network.OutputLength;

        public ReadOnlySpan<float> Forward(ReadOnlySpan<float> inputs, int rows, ForwardMode pass) => network.Forward(inputs, rows, pass);

        public void Backward(ReadOnlySpan<float> outputGradient, int rows) => network.Backward(outputGradient, rows);

        public void Update(float learningRate)
        {
            network.Update(learningRate);
            onUpdate?.Invoke(++_updates);
        }

        public void CopyFrom(INetwork other, float mix = 1) => network.CopyFrom(other, mix);

        public void Sync(StateStream stream) => network.Sync(stream);
    }
}
