using Bellman.Environments.Atari;

namespace Bellman.Tests.Environments.Atari.Games;

public class ScoreTests
{
    [Theory]
    [InlineData("Alien", 123450, "83=08 85=10 87=18 89=20 8B=28")]
    [InlineData("Alien", 70, "83=80 85=80 87=80 89=80 8B=38")]
    [InlineData("Amidar", 123456, "DB=12 DA=34 D9=56")]
    [InlineData("Assault", 123456, "80=12 81=34 82=56")]
    [InlineData("Asterix", 123456, "DE=12 DF=34 E0=56")]
    [InlineData("Asteroids", 12340, "BD=12 BE=34")]
    [InlineData("Atlantis", 12345600, "A1=12 A3=34 A2=56")]
    [InlineData("BeamRider", 123456, "8B=12 8A=34 89=56")]
    [InlineData("Bowling", 1234, "A6=12 A1=34")]
    [InlineData("Boxing", 12, "92=34 93=22")]
    [InlineData("Boxing", -66, "92=34 93=C0")]
    [InlineData("Breakout", 321, "CC=F3 CD=21")]
    [InlineData("CrazyClimber", 432100, "82=01 83=02 84=03 85=04")]
    [InlineData("DemonAttack", 123456, "81=12 83=34 85=56")]
    [InlineData("DemonAttack", 0, "81=AB 83=CD 85=EA")]
    [InlineData("Enduro", 0, "AD=00 AC=02 AB=00")]
    [InlineData("Enduro", 57, "AD=01 AC=01 AB=43")]
    [InlineData("Enduro", 210, "AD=02 AC=02 AB=90")]
    [InlineData("Enduro", 801, "AD=04 AC=02 AB=99")]
    [InlineData("Freeway", 34, "E7=34")]
    [InlineData("Frostbite", 123456, "C8=12 C9=34 CA=56")]
    [InlineData("Gopher", 123456, "B0=12 B1=34 B2=56")]
    [InlineData("Jamesbond", 123456, "DE=12 DD=34 DC=56")]
    [InlineData("Kangaroo", 123400, "A7=12 A8=34")]
    [InlineData("Marchers", 123456, "80=12 81=34 82=56 83=03")]
    [InlineData("MontezumaRevenge", 123456, "93=12 94=34 95=56")]
    [InlineData("MsPacman", 123456, "FA=12 F9=34 F8=56")]
    [InlineData("NameThisGame", 123456, "C4=12 C5=34 C6=56")]
    [InlineData("Phoenix", 123450, "C9=12 C8=34 C7=5F")]
    [InlineData("Pong", -3, "8D=05 8E=02")]
    [InlineData("Qbert", 123456, "D9=12 DA=34 DB=56")]
    [InlineData("Riverraid", 123450, "CD=08 CF=10 D1=18 D3=20 D5=28 D7=00")]
    [InlineData("Riverraid", 900001, "CD=48 CF=58 D1=09 D3=A0 D5=50 D7=08")]
    [InlineData("RoadRunner", 432100, "CC=F4 CB=F3 CA=F2 C9=F1")]
    [InlineData("RoadRunner", 5000, "CC=0A CB=FA CA=05 C9=0A")]
    [InlineData("Seaquest", 123456, "B8=12 B9=34 BA=56")]
    [InlineData("SpaceInvaders", 1234, "E6=12 E8=34")]
    [InlineData("Tennis", -2, "C5=01 C6=03")]
    [InlineData("Tetris", 1234, "F2=12 F1=34")]
    [InlineData("VideoPinball", 123456, "B4=12 B2=34 B0=56")]
    public void The_score_is_where_the_game_keeps_it(string game, int score, string image)
        => Assert.Equal(score, Image.Read(game, image).Score);

    [Fact]
    public void Every_game_is_rewarded_by_what_its_score_grew_by()
    {
        foreach (AtariGame game in AtariGames.All.Where(game => game.Name is not ("Tennis" or "Enduro" or "Qbert")))
        {
            GameState next = game.Read(new(Image.Bytes("")), game.Begin with { Score = -1 });
            Assert.Equal(next.Score + 1, next.Reward);
        }
    }

    [Theory]
    [InlineData("SpaceInvaders", 15, "E6=99 E8=90", "E6=00 E8=05 C9=03")]
    [InlineData("Asteroids", 30, "BD=99 BE=98", "BE=01")]
    public void A_score_that_begins_again_still_rewards(string game, int reward, params string[] images)
        => Assert.Equal(reward, Image.Read(game, images).Reward);

    [Theory]
    [InlineData("Freeway", 0, "E7=04", "E7=03")]
    [InlineData("Freeway", 1, "E7=04", "E7=09")]
    [InlineData("CrazyClimber", 0, "82=04", "82=03")]
    [InlineData("Tetris", 0, "F1=04", "F1=03")]
    [InlineData("Tetris", 2, "F1=04", "F1=03", "F1=05")]
    [InlineData("Boxing", -1, "93=04", "93=05")]
    [InlineData("Pong", -1, "8D=04", "8D=05")]
    public void A_reward_is_limited_where_the_game_says_so(string game, int reward, params string[] images)
        => Assert.Equal(reward, Image.Read(game, images).Reward);

    [Theory]
    [InlineData(1, "C5=00", "C5=01")]
    [InlineData(-1, "C6=00", "C6=01")]
    [InlineData(1, "C5=03 C6=02", "C7=01")]
    [InlineData(-1, "C5=03 C6=02", "C8=01")]
    [InlineData(0, "C7=01", "C7=01")]
    public void In_tennis_a_game_hides_the_balls_that_won_it(int reward, params string[] images)
        => Assert.Equal(reward, Image.Read("Tennis", images).Reward);

    [Fact]
    public void What_Qbert_shows_at_the_end_is_no_score()
    {
        GameState end = Image.Read("Qbert", "88=02 DB=25", "88=FE DB=00");
        Assert.Equal((25, 0, true), (end.Score, end.Reward, end.IsOver));
    }

    [Fact]
    public void What_Atlantis_shows_at_the_end_is_no_score()
    {
        GameState end = Image.Read("Atlantis", "F1=03 A2=25", "F1=FF A2=00");
        Assert.Equal((2500, 0, true), (end.Score, end.Reward, end.IsOver));
    }
}
