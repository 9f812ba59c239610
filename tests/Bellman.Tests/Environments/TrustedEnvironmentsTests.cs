using Bellman.Environments;

namespace Bellman.Tests.Environments;

/// <summary>What <see cref="ITrusted"/> promises of each environment that says so: lanes do not look at what those write.</summary>
public class TrustedEnvironmentsTests
{
    private const int Steps = 5000, PixelSteps = 300;

    private static readonly string[] Trusted = [.. Catalogue.Entries.Select(entry => entry.Name).Where(name => Catalogue.Create(name) is ITrusted)];

    public static TheoryData<string> Names { get; } = [.. Trusted, "pixels"];

    [Theory]
    [InlineData("CartPole-v1")]
    [InlineData("MountainCar-v0")]
    [InlineData("Acrobot-v1")]
    [InlineData("LunarLander-v3")]
    [InlineData("MinAtar/Breakout-v0")]
    public void Control_the_lander_and_MinAtar_are_trusted(string name) => Assert.Contains(name, Trusted);

    [Theory]
    [MemberData(nameof(Names))]
    public void What_they_write_is_finite_whole_and_stacked_whatever_is_done(string name)
    {
        IEnvironment environment = CraftedStateTests.Factory(name)();
        EnvironmentSpec spec = environment.Spec;
        int steps = name == "pixels" ? PixelSteps : Steps, frame = spec.ObservationLength / spec.Stack;
        float[] before = new float[spec.ObservationLength], now = new float[spec.ObservationLength];
        for (int same = 0; same <= spec.ActionCount; same++) // each action all the time, and then any
        {
            var random = new Rng((ulong)same);
            Array.Fill(now, float.NaN);
            environment.Reset(ref random, now);
            Assert.True(FiniteNumbers.All(now));
            for (int step = 0; step < steps; step++)
            {
                now.CopyTo(before, 0);
                Array.Fill(now, float.NaN);
                Outcome outcome = environment.Step(same < spec.ActionCount ? same : random.NextInt(spec.ActionCount), ref random, now);
                Assert.True(FiniteNumbers.All(now) && float.IsFinite(outcome.Reward) && Enum.IsDefined(outcome.Ending));
                Assert.True(spec.Stack == 1 || now.AsSpan(..^frame).SequenceEqual(before.AsSpan(frame..)));
                if (outcome.EpisodeOver)
                {
                    environment.Reset(ref random, now);
                }
            }
        }
    }
}
