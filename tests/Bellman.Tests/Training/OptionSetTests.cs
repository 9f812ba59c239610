using System.Text.Json;
using Bellman.Agents;
using Bellman.Agents.Dqn;
using Bellman.Learning;
using Bellman.Neural.Optimizers;
using Bellman.Training;

namespace Bellman.Tests.Training;

public sealed class OptionSetTests
{
    private static readonly RunOptions Plain = new() { Environment = "CartPole-v1", Agent = new DqnOptions() };

    private static DqnOptions Set(params string[] assignments) => (DqnOptions)assignments.Aggregate(Plain, OptionSet.With).Agent;

    private static string Refusal(string assignment) => Assert.Throws<BellmanException>(() => OptionSet.With(Plain, assignment)).Message;

    [Fact]
    public void Every_option_says_what_it_is()
    {
        IReadOnlyList<OptionEntry> entries = OptionSet.Entries(new DqnOptions());
        Assert.All(entries, entry => Assert.NotEmpty(entry.Help));
        Assert.All(entries.Where(e => e.Part == OptionSet.Agent), entry => Assert.NotEmpty(entry.Source));
        Assert.Equal(entries.Count, entries.Select(e => e.Name.ToUpperInvariant()).Distinct().Count());
    }

    [Fact]
    public void Every_kind_of_value_can_be_set()
    {
        DqnOptions agent = Set("gamma=0.5", "BATCH=7", "double=True", "loss=huber", "clipNorm=10", "network=dense 3, tanh",
            "optimizer=adam epsilon=1e-4", "learningRate=linear(0.1, 0.01, 100)", "targetEvery=10 episodes", "memory=1_000", "tau=.5");
        Assert.Equal(new DqnOptions
        {
            Gamma = 0.5, Batch = 7, Double = true, Loss = LossKind.Huber, ClipNorm = 10, Network = NetworkSpec.Parse("dense 3, tanh"),
            Optimizer = OptimizerSpec.Adam with { Epsilon = 1e-4f }, LearningRate = Schedule.Linear(0.1, 0.01, 100),
            TargetEvery = new(10, TrainingUnit.Episodes), Memory = 1000, Tau = 0.5,
        }, agent);
    }

    [Theory]
    [InlineData("steps=1e6", 1_000_000)]
    [InlineData("steps=5_000", 5_000)]
    [InlineData("steps=2.5e3", 2_500)]
    [InlineData("steps=08", 8)]
    [InlineData("steps=7.0", 7)]
    public void A_whole_number_may_be_written_as_people_write_it(string assignment, long steps)
        => Assert.Equal(steps, OptionSet.With(Plain, assignment).Steps);

    [Theory]
    [InlineData("clipNorm=null")]
    [InlineData("clipNorm=none")]
    public void What_may_be_absent_can_be_taken_away(string assignment) => Assert.Null(Set("clipNorm=10", assignment).ClipNorm);

    [Fact]
    public void Options_of_the_run_are_in_the_same_list()
        => Assert.Equal(18_446_744_073_709_551_615UL, OptionSet.With(Plain, "seed=18446744073709551615").Seed);

    [Theory]
    [InlineData("gama=0.9", "There is no option 'gama': did you mean 'gamma'? ('bellman inspect PRESET' lists them all.)")]
    [InlineData("gamma=high", "'high' does not fit the option 'gamma': it must be a number (per step).")]
    [InlineData("gamma=", "'' does not fit the option 'gamma': it must be a number (per step).")]
    [InlineData("gamma=NaN", "'NaN' does not fit the option 'gamma': it must be a number (per step).")]
    [InlineData("gamma=null", "'null' does not fit the option 'gamma': it must be a number (per step).")]
    [InlineData("gamma={}", "'{}' does not fit the option 'gamma': it must be a number (per step).")]
    [InlineData("batch=1.5", "'1.5' does not fit the option 'batch': it must be a whole number (transitions).")]
    [InlineData("batch=3000000000", "'3000000000' does not fit the option 'batch': it must be a whole number from -2147483648 to 2147483647 (transitions).")]
    [InlineData("seed=-1", "'-1' does not fit the option 'seed': it must be a whole number from 0 to 18446744073709551615.")]
    [InlineData("seed=1e-30", "'1e-30' does not fit the option 'seed': it must be a whole number.")]
    [InlineData("gamma=1e400", "'1e400' does not fit the option 'gamma': it must be a number (per step).")]
    [InlineData("gamma=\u001b[31m", "'?[31m' does not fit the option 'gamma': it must be a number (per step).")]
    [InlineData("network=dense 3\u0007", "'dense 3?' does not fit the option 'network': it must be a text of one line.")]
    [InlineData("double=2", "'2' does not fit the option 'double': it must be true or false.")]
    [InlineData("loss=7", "'7' does not fit the option 'loss': it must be one of squared, huber, clippedError, halfSquared.")]
    [InlineData("clipNorm=x", "'x' does not fit the option 'clipNorm': it must be a number or null.")]
    [InlineData("gamma", "'gamma' is not an assignment: write --set name=value, for example --set gamma=0.99.")]
    [InlineData("=3", "'=3' is not an assignment: write --set name=value, for example --set gamma=0.99.")]
    public void A_mistake_is_one_sentence(string assignment, string sentence) => Assert.Equal(sentence, Refusal(assignment));

    [Theory]
    [InlineData("network=dence 3", "Option 'network': ")]
    [InlineData("targetEvery=often", "Option 'targetEvery': 'often' is not a period")]
    [InlineData("epsilon=linear(1)", "Option 'epsilon': 'linear(1)' is not a schedule")]
    [InlineData("optimizer=adamant", "Option 'optimizer': 'adamant' is not an optimiser")]
    public void A_mistake_in_a_small_language_names_the_option(string assignment, string beginning)
        => Assert.StartsWith(beginning, Refusal(assignment));

    [Fact]
    public void Through_text_every_preset_stays_what_it_is()
    {
        foreach (Preset preset in Presets.All)
        {
            RunOptions again = OptionSet.Entries(preset.Options.Agent).Where(e => e.Name is not "environment" and not "preset")
                .Aggregate(preset.Options with { Agent = AgentOptions.Kinds.Values.Select(create => create()).Single(usual => usual.GetType() == preset.Options.Agent.GetType()) },
                    (options, entry) => OptionSet.With(options, $"{entry.Name}={OptionSet.Text(preset.Options, entry)}"));
            Assert.Equal(preset.Options, again);
        }
    }

    [Fact]
    public void Through_JSON_every_preset_stays_what_it_is()
        => Assert.All(Presets.All, preset => Assert.Equal(preset.Options,
            JsonSerializer.Deserialize(JsonSerializer.Serialize(preset.Options, OptionsJson.Default.RunOptions), OptionsJson.Default.RunOptions)));

    [Fact]
    public void The_delta_names_what_differs_and_nothing_else()
    {
        RunOptions other = Plain with { Steps = 7, Agent = new DqnOptions { Loss = LossKind.Squared } };
        Assert.Equal([("steps", "50000", "7"), ("loss", "clippedError", "squared")],
            OptionSet.Delta(Plain, other).Select(d => (d.Entry.Name, d.Before, d.After)));
    }
}
