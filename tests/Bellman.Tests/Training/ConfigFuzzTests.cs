using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Bellman.Agents.Dqn;
using Bellman.Agents.Pqn;
using Bellman.Agents.Tabular;
using Bellman.Environments.Pixels;
using Bellman.Training;
using Xunit.Abstractions;

namespace Bellman.Tests.Training;

/// <summary>
/// Configurations and <c>--set</c> texts that somebody changed: one sentence refuses them, or a run can be made of them. BELLMAN_FUZZ_CONFIGS says how many
/// of each are tried.
/// </summary>
public partial class ConfigFuzzTests(ITestOutputHelper output)
{
    private const int Usual = 200;

    private static readonly string[] Scraps =
    [
        "0", "-1", "1", "64", "4096", "65536", "1000000", "2147483647", "99999999999999999999", "1e300", "1e-300", "1e400", "NaN", "null", "true", "\"\"", "[", "]",
        "{", "}", "\"", ",", ":", "=", "(", ")", "//", "/*", "\\ud800", "\u001b", "\uFEFF", "\0", "[[[[[[[[[[[[[[[[[[[[", "\"steps\":", "\"pixels\":{\"on\":true},",
        "\"kind\":\"tabular\"", "dense 1000000, dense 1000000", "conv 1000000 1x1", "conv 8 3x3 stride 2 pad 1", "batchnorm, ", "linear(1, 0, 5 steps from 3)",
        "exponential(1e308, -1e308, 1e-300)", "2147483647 episodes", "rmsprop momentum=0.9", "CliffWalking-v1", "../", ".json",
    ];

    private static readonly RunOptions[] Bases =
    [
        new() { Environment = "CartPole-v1", Steps = 5000, Lanes = 3, Threads = 2, Agent = new DqnOptions { Memory = 900, ClipNorm = 10, Persistence = 2 } },
        new() { Environment = "CartPole-v1", Agent = new DqnOptions { Memory = 60, Compress = 2, NStep = 3, Network = NetworkSpec.Parse("conv 4 3x3 stride 2, relu, dense 8") },
            Pixels = new PixelOptions { On = true, Width = 12, Height = 10, Stack = 2, Repeat = 2, Supersample = 2, Follow = 0.5, ResizeHeight = 14, CropTop = 3 } },
        new() { Environment = "Taxi-v4:masked=true", Agent = new DqnOptions { Network = NetworkSpec.Mlp(4), Memory = 100, Rescale = true } },
        new() { Environment = "CartPole-v1", Steps = 900, Lanes = 3, Agent = new PqnOptions { Rollout = 8, ClipReward = 2, EndReward = 1, Persistence = 2 } },
        new() { Environment = "FrozenLake-v1:map=8x8", Lanes = 2, Agent = new TabularOptions { Method = TabularMethod.NStepQ } },
    ];

    [Fact]
    public async Task A_configuration_that_somebody_changed_is_refused_or_can_be_run()
    {
        byte[][] texts = [.. Bases.Select(usual => JsonSerializer.SerializeToUtf8Bytes(usual, OptionsJson.Default.RunOptions))];
        await Sweep((int i, ref Rng random) =>
        {
            byte[] text = Changed(texts[i % texts.Length], ref random);
            return (() => OptionsFile.Parse("c.json", text).Whole(), Encoding.UTF8.GetString(text));
        });
    }

    [Fact]
    public Task Assignments_that_somebody_changed_are_refused_or_can_be_run()
        => Sweep((int i, ref Rng random) =>
        {
            RunOptions usual = Bases[i % Bases.Length];
            IReadOnlyList<OptionEntry> entries = OptionSet.Entries(usual.Agent);
            string[] assignments = new string[1 + random.NextInt(3)];
            for (int n = 0; n < assignments.Length; n++)
            {
                OptionEntry entry = entries[random.NextInt(entries.Count)];
                string text = $"{entry.Name}={OptionSet.Text(usual, entry)}";
                assignments[n] = random.NextInt(3) == 0
                    ? $"{entry.Name}={Scraps[random.NextInt(Scraps.Length)]}" : Encoding.UTF8.GetString(Changed(Encoding.UTF8.GetBytes(text), ref random));
            }
            return (() => assignments.Aggregate(usual, OptionSet.With), string.Join(" | ", assignments));
        });

    private delegate (Func<RunOptions> Make, string Shown) Trial(int i, ref Rng random);

    private async Task Sweep(Trial next)
    {
        int tries = Mutations.Count("BELLMAN_FUZZ_CONFIGS", Usual), works = 0;
        var random = new Rng(20261129);
        for (int i = 0; i < tries; i++)
        {
            (Func<RunOptions> make, string shown) = next(i, ref random);
            try
            {
                works += await Task.Run(() => Usable.Try(make)).WaitAsync(Usable.Patience) ? 1 : 0;
            }
            catch (Exception fault)
            {
                Assert.Fail($"try {i}, {shown}: {fault}");
            }
        }
        output.WriteLine($"{tries} tries, {works} can be run");
        Assert.InRange(works, tries / 50, tries - tries / 50);
    }

    // Half of them only have another number somewhere, so that they are read to the end.
    private static byte[] Changed(byte[] text, ref Rng random)
    {
        if (random.NextInt(2) == 0)
        {
            return Mutations.OfText(text, Scraps, ref random);
        }
        string whole = Encoding.UTF8.GetString(text);
        MatchCollection numbers = Numbers().Matches(whole);
        if (numbers.Count == 0)
        {
            return text;
        }
        Match one = numbers[random.NextInt(numbers.Count)];
        string other = random.NextInt(2) == 0 ? Scraps[random.NextInt(13)] : $"{random.NextInt(200)}";
        return Encoding.UTF8.GetBytes(whole[..one.Index] + other + whole[(one.Index + one.Length)..]);
    }

    [GeneratedRegex("[0-9][0-9.]*")]
    private static partial Regex Numbers();
}
