using Bellman.Agents;
using Bellman.Agents.Dqn;
using Bellman.Agents.Tabular;
using Bellman.Environments;
using Bellman.Environments.Control;
using Bellman.Environments.Finite;
using Bellman.Environments.Pixels;
using Bellman.Planning;
using Bellman.Training;

namespace Bellman.Tests.Agents;

public class PolicyFitTests
{
    [Theory]
    [InlineData("MountainCar-v0", "sees 4 numbers, and this environment shows 2")]
    [InlineData("CartPole-v0", "two environments")]
    public void A_policy_refuses_a_world_that_it_was_not_trained_for(string environment, string why)
    {
        IPolicy policy = Network(Catalogue.Create("CartPole-v1").Spec);
        Assert.Contains(why, Refusal(policy, Catalogue.Create(environment).Spec), StringComparison.Ordinal);
        PolicyFit.Require(policy, Catalogue.Create("CartPole-v1").Spec);
    }

    [Fact]
    public void A_policy_may_be_tried_elsewhere_on_purpose_where_form_and_actions_are_the_same()
    {
        IPolicy policy = Network(Catalogue.Create("CartPole-v1").Spec);
        PolicyFit.Require(policy, Catalogue.Create("CartPole-v0").Spec, elsewhere: true);
        Assert.Throws<BellmanException>(() => PolicyFit.Require(policy, Catalogue.Create("Acrobot-v1").Spec, elsewhere: true));
        Assert.Contains("chooses among 2 actions, and this environment has 3",
            Refusal(policy, new EnvironmentSpec("own", 4, 3), elsewhere: true), StringComparison.Ordinal);
    }

    [Fact]
    public void A_picture_of_another_shape_is_refused()
    {
        static EnvironmentSpec Seen(int width, int height)
            => new PixelEnvironment(CartPole.V1(), new() { Width = width, Height = height, Stack = 1 }).Spec;
        IPolicy policy = Network(Seen(20, 10));
        Assert.Contains("pictures of 1x10x20, and this environment shows pictures of 1x20x10", Refusal(policy, Seen(10, 20), elsewhere: true),
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_finite_world_whose_transitions_were_changed_is_another_one_and_one_that_moved_is_not()
    {
        IPolicy policy = new TabularAgent(new(), Coin("world.json", 1).Spec, 1, 1).Snapshot();
        PolicyFit.Require(policy, Coin("world.json", 1).Spec);
        PolicyFit.Require(policy, Coin("elsewhere/world.json", 1).Spec);
        Assert.Contains("has changed since", Refusal(policy, Coin("world.json", 2).Spec), StringComparison.Ordinal);
        PolicyFit.Require(policy, Coin("world.json", 2).Spec, elsewhere: true);
    }

    [Fact]
    public void A_saved_policy_remembers_its_world()
    {
        string file = Path.GetTempFileName();
        PolicyFile.Save(new TabularAgent(new(), Coin("world.json", 1).Spec, 1, 1).Snapshot(), file);
        IPolicy policy = PolicyFile.Load(file);
        File.Delete(file);
        PolicyFit.Require(policy, Coin("world.json", 1).Spec);
        Assert.Contains("has changed since", Refusal(policy, Coin("world.json", 2).Spec), StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_does_not_go_on_in_a_world_that_has_changed()
    {
        using TrainingRun first = In(1), same = In(1), other = In(2);
        using var saved = new MemoryStream();
        first.Sync(StateStream.Writer(saved));
        same.Sync(StateStream.Reader(new MemoryStream(saved.ToArray())));
        Assert.Contains("has changed since the run was saved",
            Assert.Throws<BellmanException>(() => other.Sync(StateStream.Reader(new MemoryStream(saved.ToArray())))).Message, StringComparison.Ordinal);
        Assert.Equal(first.Fingerprint, other.Fingerprint); // of what acting needs

        static TrainingRun In(double reward)
            => new(new RunOptions { Environment = "world.json", Steps = 10, Agent = new TabularOptions() }, () => Coin("world.json", reward));
    }

    [Fact]
    public void An_evaluation_does_not_read_rows_of_another_length()
    {
        IPolicy policy = Network(Catalogue.Create("CartPole-v1").Spec);
        Assert.Throws<BellmanException>(() => Evaluator.Run(policy, () => new MountainCar(), 2, 1));
        Assert.Throws<BellmanException>(() => policy.Act(new float[6], [], new int[3]));
        Assert.Throws<BellmanException>(() => policy.Act(new float[12], new bool[5], new int[3]));
    }

    private static string Refusal(IPolicy policy, EnvironmentSpec environment, bool elsewhere = false)
        => Assert.Throws<BellmanException>(() => PolicyFit.Require(policy, environment, elsewhere)).Message;

    private static IPolicy Network(EnvironmentSpec spec)
        => new DqnAgent(new() { Network = NetworkSpec.Mlp(4), Memory = 100 }, spec, 1, 1).Snapshot();

    private static MdpEnvironment Coin(string name, double reward)
        => new(name, FiniteMdp.Create(2, 2, (_, action) => [new(1, 1, action * reward)], state => state == 1, state => state == 0 ? 1 : 0));
}
