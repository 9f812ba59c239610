using Bellman.Environments;
using Bellman.Environments.Atari;

namespace Bellman.Tests.Environments.Atari;

public sealed class AtariCatalogueTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("bellman");
    private readonly string _rom;

    public AtariCatalogueTests()
    {
        _rom = Path.Combine(_folder.FullName, "some.bin");
        File.WriteAllBytes(_rom, Cabinet.Program);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("ALE/Enduro-v5", 4)]
    [InlineData("EnduroNoFrameskip-v4", 1)]
    [InlineData("EnduroNoFrameskip-v0", 1)]
    [InlineData("EnduroDeterministic-v4", 4)]
    [InlineData("ALE/Enduro-v5:skip=3", 3)]
    [InlineData("Enduro-v4:skip=3", 3)]
    public void A_name_says_how_many_frames_an_action_lasts(string name, int frames)
    {
        var (environment, _) = Step(name);
        Assert.Equal(frames, environment.Frames);
        Assert.Equal(name, environment.Spec.Name);
    }

    [Theory]
    [InlineData("Enduro-v4")]
    [InlineData("Enduro-v0")]
    public void The_old_ids_last_two_to_four_frames(string name) => Assert.InRange(Step(name).World.Frames, 2, 4);

    [Fact]
    public void The_old_deterministic_space_invaders_skips_three()
    {
        // The program has no modes, so that only the sentence about them is reached: the name was understood.
        var error = Assert.Throws<BellmanException>(() => Step("SpaceInvadersDeterministic-v4:mode=15"));
        Assert.Contains("does not come to mode 15", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ALE/Qbert-v5", 6)]
    [InlineData("ALE/Qbert-v5:actions=all", 18)]
    [InlineData("ALE/Rom-v5", 18)]
    public void The_action_set_is_minimal_unless_all_are_wished(string name, int actions)
        => Assert.Equal(actions, Step(name).World.Spec.ActionCount);

    [Fact]
    public void Any_program_can_be_given_rules()
    {
        var (environment, outcome) = Step("ALE/Rom-v5:sticky=0,score=80&0f,left=80");
        Assert.InRange(outcome.Reward, -15, 4);
        Assert.NotEqual(0, outcome.Reward);
        Assert.NotEqual(0, environment.Lives);
    }

    [Fact]
    public void Without_rules_there_is_no_reward() => Assert.Equal(new Outcome(0), Step("ALE/Rom-v5").Outcome);

    [Theory]
    [InlineData("ALE/Breakot-v5", "There is no environment 'ALE/Breakot-v5': did you mean 'ALE/Breakout-v5'?")]
    [InlineData("BreakoutNoFrameskip-v5", "There is no environment 'BreakoutNoFrameskip-v5': did you mean 'BreakoutNoFrameskip-v4'?")]
    [InlineData("ALE/Pong-v5:sticky=2", "sticky is 2: it must be between 0 and 1.")]
    [InlineData("ALE/Pong-v5:skip=0", "skip is 0: it must be at least 1.")]
    [InlineData("ALE/Pong-v5:mode=2", "Pong has no mode 2: it has 0, 1.")]
    [InlineData("ALE/Pong-v5:difficulty=4", "Pong has no difficulty 4: it has 0, 1, 2, 3.")]
    [InlineData("ALE/Pong-v5:actions=some", "'some' does not fit the option 'actions' of ALE/Pong-v5: it must be minimal or all.")]
    [InlineData("ALE/Rom-v5", "ALE/Rom-v5 plays any ROM: name its file, such as ALE/Rom-v5:rom=FILE or with --rom FILE.")]
    [InlineData("ALE/Rom-v5:score=7f", "'7f' does not fit the option 'score' of ALE/Rom-v5: it must be an address from 80 to ff, "
        + "hexadecimal, such as b2, or with a mask, such as b2&0f.")]
    [InlineData("ALE/Pong-v5:rom=nowhere.bin", "There is no file 'nowhere.bin', which should be the ROM of Pong.")]
    public void A_mistake_is_one_sentence(string name, string sentence)
        => Assert.Equal(sentence, Assert.Throws<BellmanException>(() => Catalogue.Factory(name)).Message);

    [Fact]
    public void An_unknown_option_is_answered_with_the_known_ones()
    {
        var error = Assert.Throws<BellmanException>(() => Catalogue.Factory("ALE/Pong-v5:gravity=1"));
        Assert.Equal("ALE/Pong-v5 has no option 'gravity': "
            + "it has actions, difficulty, lifeloss, limit, mode, noops, rom, seed, skip, sticky.", error.Message);
    }

    [Fact]
    public void A_file_that_is_no_ROM_is_refused_by_name()
    {
        string png = Path.Combine(_folder.FullName, "picture.bin");
        File.WriteAllBytes(png, [0x89, (byte)'P', (byte)'N', (byte)'G', 1, 2, 3]);
        var error = Assert.Throws<BellmanException>(() => Catalogue.Factory($"ALE/Pong-v5:rom={png}"));
        Assert.StartsWith($"{png}: This is a PNG picture", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_ROM_is_found_by_its_name_where_its_sum_is_another()
    {
        Directory.CreateDirectory(Path.Combine(_folder.FullName, "more"));
        File.WriteAllBytes(Path.Combine(_folder.FullName, "more", "MS_Pacman.A26"), Cabinet.Program);
        IReadOnlyList<RomEntry> entries = AtariRoms.In(_folder.FullName);
        Assert.Equal(31, entries.Count);
        Assert.Equal(["MsPacman"], entries.Where(entry => entry.State == RomState.OtherVersion).Select(entry => entry.Game));
        Assert.Equal(30, entries.Count(entry => entry is { State: RomState.Missing, File: null }));
    }

    [Fact]
    public void Whoever_plays_another_version_of_a_ROM_is_warned()
    {
        Assert.Equal(AtariRoms.OtherVersionWarning, AtariRoms.Warning(WithRom("ALE/MsPacman-v5")));
        Assert.Null(AtariRoms.Warning(WithRom("RomNoFrameskip-v4")));
        Assert.Null(AtariRoms.Warning("CartPole-v1"));
    }

    [Fact]
    public void A_folder_that_is_not_there_is_a_sentence()
        => Assert.Contains("no folder 'nowhere'", Assert.Throws<BellmanException>(() => AtariRoms.In("nowhere")).Message, StringComparison.Ordinal);

    [Fact]
    public void Our_own_game_needs_no_ROM()
    {
        EnvironmentSpec spec = Catalogue.Create("Bellman/Marchers-v0:sticky=0,lifeloss=true").Spec;
        Assert.Equal(["noop", "fire", "right", "left", "rightfire", "leftfire"], spec.ActionNames);
        Assert.Equal(4, spec.FramesPerAction);
        Assert.Contains("did you mean 'Bellman/Marchers-v0'?",
            Assert.Throws<BellmanException>(() => Catalogue.Factory("Bellman/Marcher-v0")).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ALE/Pong-v5:skip=1", true)]
    [InlineData("QbertDeterministic-v4", true)]
    [InlineData("ALE/Rom-v5", true)]
    [InlineData("Bellman/Marchers-v0", true)]
    [InlineData("ALE/Marchers-v5", false)]
    [InlineData("CartPole-v1", false)]
    [InlineData("MinAtar/Breakout-v0", false)]
    public void A_name_says_whether_it_is_that_of_an_Atari_game(string name, bool expected) => Assert.Equal(expected, Catalogue.IsAtari(name));

    private string WithRom(string name) => $"{name}{(name.Contains(':', StringComparison.Ordinal) ? ',' : ':')}rom={_rom}";

    private (AtariEnvironment World, Outcome Outcome) Step(string name)
    {
        var environment = (AtariEnvironment)Catalogue.Create(WithRom(name));
        var random = new Rng(1);
        float[] seen = new float[128];
        environment.Reset(ref random, seen);
        return (environment, environment.Step(0, ref random, seen));
    }
}
