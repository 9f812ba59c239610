using Bellman.Atari;
using Bellman.Environments.Atari;

namespace Bellman.Tests.Environments.Atari;

public class AtariGamesTests
{
    [Theory]
    [InlineData("Alien", "all", "", "0 1 2 3", "0 1 2 3")]
    [InlineData("Amidar", "0 1 2 3 4 5 10 11 12 13", "", "0", "0 3")]
    [InlineData("Assault", "0 1 2 3 4 11 12", "", "0", "0")]
    [InlineData("Asterix", "0 2 3 4 5 6 7 8 9", "1", "0", "0")]
    [InlineData("Atlantis", "0 1 11 12", "", "0 1 2 3", "0")]
    [InlineData("BeamRider", "0 1 2 3 4 6 7 11 12", "3", "0", "0 1")]
    [InlineData("Bowling", "0 1 2 5 10 13", "", "0 2 4", "0 1")]
    [InlineData("Boxing", "all", "", "0", "0 1 2 3")]
    [InlineData("Breakout", "0 1 3 4", "", "0 4 8 12 16 20 24 28 32 36 40 44", "0 1")]
    [InlineData("CrazyClimber", "0 2 3 4 5 6 7 8 9", "", "0 1 2 3", "0 1")]
    [InlineData("DemonAttack", "0 1 3 4 11 12", "", "1 3 5 7", "0 1")]
    [InlineData("Enduro", "0 1 3 4 5 8 9 11 12", "1", "0", "0")]
    [InlineData("Freeway", "0 2 5", "", "0 1 2 3 4 5 6 7", "0 1")]
    [InlineData("Frostbite", "all", "", "0 2", "0")]
    [InlineData("Gopher", "0 1 2 3 4 10 11 12", "1", "0 2", "0 1")]
    [InlineData("Jamesbond", "all", "", "0 1", "0")]
    [InlineData("Kangaroo", "all", "", "0 1", "0")]
    [InlineData("MontezumaRevenge", "all", "", "0", "0")]
    [InlineData("MsPacman", "0 2 3 4 5 6 7 8 9", "", "0 1 2 3", "0")]
    [InlineData("NameThisGame", "0 1 3 4 11 12", "", "8 24 40", "0 1")]
    [InlineData("Phoenix", "0 1 3 4 5 11 12 13", "", "0", "0")]
    [InlineData("Pong", "0 1 3 4 11 12", "", "0 1", "0 1 2 3")]
    [InlineData("Qbert", "0 1 2 3 4 5", "", "0", "0 1")]
    [InlineData("Riverraid", "all", "", "0", "0 1")]
    [InlineData("RoadRunner", "all", "", "0", "0")]
    [InlineData("Seaquest", "all", "", "0", "0 1")]
    [InlineData("SpaceInvaders", "0 1 3 4 11 12", "", "0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15", "0 1")]
    [InlineData("Tennis", "all", "", "0 2", "0 1 2 3")]
    [InlineData("VideoPinball", "0 1 2 3 4 5 10 11 12", "", "0 2", "0 1")]
    public void Actions_start_modes_and_difficulties_are_those_of_ALE(
        string name, string actions, string start, string modes, string difficulties)
    {
        AtariGame game = Image.Game(name);
        string expected = actions == "all" ? string.Join(' ', Enumerable.Range(0, 18)) : actions;
        Assert.Equal(expected, Text(game.Actions.Select(action => (int)action)));
        Assert.Equal(start, Text(game.Start.Select(action => (int)action)));
        Assert.Equal(modes, Text(game.Modes));
        Assert.Equal(difficulties, Text(game.Difficulties));
    }

    [Fact]
    public void Asteroids_has_the_most_modes()
    {
        Assert.Equal([.. Enumerable.Range(0, 32), 128], Image.Game("Asteroids").Modes);
        Assert.Equal("0 1 2 3 4 5 6 7 10 11 12 13 14 15", Text(Image.Game("Asteroids").Actions.Select(action => (int)action)));
    }

    [Theory]
    [InlineData("Alien", 1, "81=02", 2)]
    [InlineData("Asteroids", 2, "80=02", 2)]
    [InlineData("Atlantis", 2, "8D=02", 2)]
    [InlineData("Bowling", 2, "82=02", 2)]
    [InlineData("Breakout", 1, "B2=04", 4)]
    [InlineData("CrazyClimber", 2, "80=02", 2)]
    [InlineData("DemonAttack", 1, "EA=03", 3)]
    [InlineData("Freeway", 1, "80=02", 2)]
    [InlineData("Frostbite", 1, "80=02", 2)]
    [InlineData("Gopher", 5, "D3=02", 2)]
    [InlineData("Jamesbond", 20, "8C=01", 1)]
    [InlineData("Jamesbond", 20, "8C=49", 1)]
    [InlineData("Kangaroo", 2, "BA=01", 1)]
    [InlineData("Kangaroo", 2, "BA=81", 1)]
    [InlineData("MsPacman", 10, "99=01 A1=01", 0)]
    [InlineData("MsPacman", 10, "99=01", 1)]
    [InlineData("MsPacman", 10, "99=03", 3)]
    [InlineData("NameThisGame", 2, "DE=18", 24)]
    [InlineData("Pong", 2, "96=01", 1)]
    [InlineData("SpaceInvaders", 2, "DC=0F", 15)]
    [InlineData("Tennis", 2, "80=02", 2)]
    [InlineData("VideoPinball", 2, "C1=02", 2)]
    public void The_RAM_shows_the_mode_and_no_other(string name, int frames, string image, int mode)
    {
        AtariGame game = Image.Game(name);
        Assert.Equal(frames, game.Mode!.Frames);
        Assert.Equal([mode], game.Modes.Where(other => game.Mode.Shown(new(Image.Bytes(image)), other)));
        Assert.Equal(name == "Gopher", game.Mode.ResetFirst);
    }

    [Fact]
    public void Where_there_is_one_mode_nobody_presses_select()
    {
        foreach (AtariGame game in AtariGames.All)
        {
            Assert.Equal(game.Modes.Count > 1, game.Mode is not null);
        }
    }

    [Fact]
    public void Only_Pong_and_Breakout_are_played_with_paddles()
    {
        Assert.Equal(["Breakout", "Pong"], AtariGames.All.Where(game => game.Sockets.HavePaddles).Select(game => game.Name));
        Assert.Equal(new Controllers(LeftPaddles: true), Image.Game("Breakout").Sockets);
        Assert.Equal(new Controllers(LeftPaddles: true, RightPaddles: true, PaddlesSwapped: true), Image.Game("Pong").Sockets);
    }

    [Fact]
    public void Four_games_need_something_of_the_console()
    {
        IEnumerable<AtariGame> special = AtariGames.All.Where(game => game.Console != new ConsoleOptions());
        Assert.Equal(["Amidar", "Asteroids", "MsPacman", "Qbert"], special.Select(game => game.Name));
        Assert.True(Image.Game("Amidar").Console.DifficultyA);
        Assert.False(Image.Game("Asteroids").Console.HmoveBlanks);
        Assert.False(Image.Game("MsPacman").Console.HmoveBlanks);
        Assert.Equal(40, Image.Game("Qbert").Console.FirstLine);
    }

    [Fact]
    public void The_games_are_thirty_and_tetris_in_the_order_of_their_names_each_with_a_ROM_of_its_own()
    {
        Assert.Equal(31, AtariGames.All.Count);
        Assert.Equal(AtariGames.All.Select(game => game.Name).Order(StringComparer.Ordinal), AtariGames.All.Select(game => game.Name));
        Assert.Equal(31, AtariGames.All.Select(game => game.Md5).Distinct().Count());
        Assert.All(AtariGames.All, game => Assert.Equal(32, game.Md5.Length));
        Assert.All(AtariGames.All,
            game => Assert.Equal(game.Name, game.RomId.Replace("_", "", StringComparison.Ordinal), ignoreCase: true));
    }

    private static string Text(IEnumerable<int> numbers) => string.Join(' ', numbers);
}
