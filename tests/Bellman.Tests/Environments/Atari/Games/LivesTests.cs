using Bellman.Environments.Atari;

namespace Bellman.Tests.Environments.Atari.Games;

public class LivesTests
{
    [Theory]
    [InlineData("Alien", 3)]
    [InlineData("Amidar", 3)]
    [InlineData("Assault", 4)]
    [InlineData("Asterix", 3)]
    [InlineData("Asteroids", 4)]
    [InlineData("Atlantis", 6)]
    [InlineData("BeamRider", 3)]
    [InlineData("Breakout", 5)]
    [InlineData("CrazyClimber", 5)]
    [InlineData("DemonAttack", 4)]
    [InlineData("Frostbite", 4)]
    [InlineData("Gopher", 3)]
    [InlineData("Jamesbond", 6)]
    [InlineData("Kangaroo", 3)]
    [InlineData("Marchers", 3)]
    [InlineData("MontezumaRevenge", 6)]
    [InlineData("MsPacman", 3)]
    [InlineData("NameThisGame", 3)]
    [InlineData("Phoenix", 5)]
    [InlineData("Qbert", 4)]
    [InlineData("Riverraid", 4)]
    [InlineData("RoadRunner", 3)]
    [InlineData("Seaquest", 4)]
    [InlineData("SpaceInvaders", 3)]
    [InlineData("VideoPinball", 3)]
    [InlineData("Bowling", 0)]
    [InlineData("Boxing", 0)]
    [InlineData("Enduro", 0)]
    [InlineData("Freeway", 0)]
    [InlineData("Pong", 0)]
    [InlineData("Tennis", 0)]
    [InlineData("Tetris", 0)]
    public void Before_its_first_frame_a_game_has_all_its_lives(string game, int lives)
        => Assert.Equal(lives, Image.Game(game).Begin.LivesLeft);

    [Theory]
    [InlineData("Alien", 2, "C0=F2")]
    [InlineData("Amidar", 2, "D6=F2")]
    [InlineData("Assault", 2, "E5=02")]
    [InlineData("Asterix", 2, "D3=F2")]
    [InlineData("Asteroids", 2, "BC=2F")]
    [InlineData("Atlantis", 2, "F1=02")]
    [InlineData("Breakout", 2, "B9=02")]
    [InlineData("CrazyClimber", 2, "AA=02")]
    [InlineData("DemonAttack", 3, "F2=02")]
    [InlineData("Frostbite", 3, "CC=F2")]
    [InlineData("Gopher", 2, "B4=FD")]
    [InlineData("Jamesbond", 3, "86=F2")]
    [InlineData("Kangaroo", 3, "AD=FA")]
    [InlineData("MontezumaRevenge", 3, "BA=FA")]
    [InlineData("MsPacman", 3, "FB=FA")]
    [InlineData("NameThisGame", 2, "C7=FA")]
    [InlineData("Phoenix", 2, "CB=FA")]
    [InlineData("Riverraid", 4, "C0=58")]
    [InlineData("Riverraid", 1, "C0=59")]
    [InlineData("Riverraid", 3, "C0=10")]
    [InlineData("RoadRunner", 3, "C4=FA")]
    [InlineData("Seaquest", 3, "BB=02")]
    [InlineData("SpaceInvaders", 2, "C9=02")]
    [InlineData("VideoPinball", 3, "99=01")]
    [InlineData("VideoPinball", 3, "99=FA A8=FF")]
    [InlineData("Boxing", 0, "90=10")]
    [InlineData("Pong", 0, "8D=01")]
    public void Lives_are_where_the_game_keeps_them(string game, int lives, string image)
        => Assert.Equal(lives, Image.Read(game, image).LivesLeft);

    [Theory]
    [InlineData(4, "88=02", "88=02")]
    [InlineData(3, "88=02", "88=01")]
    [InlineData(1, "88=02", "88=01", "88=00", "88=FF")]
    [InlineData(4, "88=00")]
    [InlineData(4, "88=03", "88=05")]
    public void Qbert_loses_a_life_each_time_the_counter_falls_by_one(int lives, params string[] images)
        => Assert.Equal(lives, Image.Read("Qbert", images).LivesLeft);

    [Theory]
    [InlineData(3, "85=02", "85=01 8C=00")]
    [InlineData(2, "85=02", "85=01 8C=00", "85=01 8C=01")]
    [InlineData(1, "85=02", "85=00 8C=00")]
    [InlineData(4, "85=03 8C=00")]
    public void Beam_rider_loses_a_life_when_the_explosion_is_over(int lives, params string[] images)
        => Assert.Equal(lives, Image.Read("BeamRider", images).LivesLeft);

    [Fact]
    public void Nothing_else_is_remembered_from_frame_to_frame()
    {
        string[] others = ["Breakout", "Qbert", "Riverraid", "Tennis", "Tetris"];
        foreach (AtariGame game in AtariGames.All.Where(game => !others.Contains(game.Name)))
        {
            Assert.Equal(0, game.Read(new(Image.Bytes("")), game.Begin).Memory);
        }
    }
}
