using Bellman.Environments.Atari;

namespace Bellman.Tests.Environments.Atari;

public sealed class AtariTraceTests : IDisposable
{
    private readonly string _rom = Path.GetTempFileName();

    public AtariTraceTests() => File.WriteAllBytes(_rom, Cabinet.Program);

    public void Dispose() => File.Delete(_rom);

    [Fact]
    public void A_line_names_frame_action_hashes_cycles_and_lines()
    {
        string[] lines = [.. AtariTrace.Lines(_rom, [0, 5], new())];
        Assert.Equal(2, lines.Length);
        Assert.Matches("^1 5 [0-9a-f]{16} [0-9a-f]{16} cyc=[0-9]+ sl=[0-9]+$", lines[1]);
    }

    [Fact]
    public void The_same_actions_give_the_same_lines_and_others_give_others()
    {
        int[] actions = [.. Enumerable.Range(0, 40).Select(frame => frame % 18)];
        Assert.Equal(AtariTrace.Lines(_rom, actions, new()), AtariTrace.Lines(_rom, actions, new()));
        Assert.NotEqual(AtariTrace.Lines(_rom, actions, new()).Last(), AtariTrace.Lines(_rom, [.. actions[..^1], 5], new()).Last());
    }

    [Fact]
    public void Resets_come_where_they_are_wished()
    {
        string[] without = [.. AtariTrace.Lines(_rom, new int[20], new())];
        string[] with = [.. AtariTrace.Lines(_rom, new int[20], new() { ResetEvery = 10 })];
        Assert.Equal(without[..10], with[..10]);
        Assert.NotEqual(without[10], with[10]);
    }

    [Fact]
    public void Rewards_lives_and_the_end_stand_behind_where_they_are_wished()
        => Assert.EndsWith(" r=0 lives=0 over=0", AtariTrace.Lines(_rom, [0], new() { Rewards = true }).Single(), StringComparison.Ordinal);
}
