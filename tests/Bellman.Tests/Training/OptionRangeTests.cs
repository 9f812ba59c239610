using Bellman.Agents.Dqn;
using Bellman.Training;

namespace Bellman.Tests.Training;

/// <summary>Options that cannot be meant are refused before anything is made of them.</summary>
public class OptionRangeTests
{
    private static readonly RunOptions Network = new()
    {
        Environment = "CartPole-v1", Steps = 60, EvaluateEvery = 40, EvaluateEpisodes = 1, ConfirmEpisodes = 1, ReportEvery = 20, LongestEpisode = 50,
        Agent = new DqnOptions { Network = NetworkSpec.Mlp(4), Memory = 500, Batch = 4, LearningStarts = 20 },
    };

    [Theory]
    [InlineData("learningRate=1e300")]
    [InlineData("learningRate=linear(0.1, -1, 5)")]
    [InlineData("learningRate=0")]
    [InlineData("epsilon=linear(1, 2, 5)")]
    [InlineData("optimizer=adam beta2=1")]
    [InlineData("optimizer=adam epsilon=-1")]
    [InlineData("optimizer=adam momentum=0.5")]
    [InlineData("optimizer=adam epsilon=1 epsilon=2")]
    [InlineData("optimizer=sgd,adam")]
    [InlineData("optimizer=-1")]
    [InlineData("optimizer=rmsprop decay=1.5")]
    [InlineData("trainEvery=61 steps")]
    [InlineData("persistence=1025")]
    [InlineData("persistence=1")]
    [InlineData("endReward=1e300")]
    [InlineData("batch=2000000000")]
    [InlineData("lanes=1000000000")]
    [InlineData("network=dense 2000000000")]
    [InlineData("steps=5e16")]
    [InlineData("threads=2147483647")]
    [InlineData("gradientSteps=2147483647")]
    [InlineData("preset=../x")]
    [InlineData("preset=a/b")]
    public void What_cannot_be_meant_is_refused(string assignment)
        => Assert.Throws<BellmanException>(() => OptionSet.With(Network, assignment).Validate());

    [Fact]
    public void Numbers_made_in_code_are_checked_too()
    {
        DqnOptions[] wrong =
        [
            new() { EndReward = double.NaN }, new() { Gamma = double.NaN }, new() { ClipNorm = double.PositiveInfinity }, new() { TrainEvery = default },
            new() { TargetEvery = default }, new() { Epsilon = Schedule.Linear(1, 0, 5) with { Rate = 0 } },
            new() { LearningRate = Schedule.Constant(1) with { From = double.NaN } }, new() { Optimizer = OptimizerSpecs.Broken },
        ];
        Assert.All(wrong, options => Assert.Throws<BellmanException>(options.Validate));
        Assert.Throws<BellmanException>(() => (Network with { StopAt = double.NaN }).Validate());
        Assert.Throws<BellmanException>(() => (Network with { Preset = "a\u001bb" }).Validate());
    }

    private static class OptimizerSpecs
    {
        public static readonly Neural.Optimizers.OptimizerSpec Broken = Neural.Optimizers.OptimizerSpec.Adam with { Beta1 = float.NaN };
    }
}
