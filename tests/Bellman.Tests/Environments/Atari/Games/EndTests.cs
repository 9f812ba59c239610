namespace Bellman.Tests.Environments.Atari.Games;

public class EndTests
{
    [Theory]
    [InlineData("Alien", "C0=F0")]
    [InlineData("Amidar", "D6=80")]
    [InlineData("Assault", "E5=00")]
    [InlineData("Asterix", "C7=01 D3=F1")]
    [InlineData("Asteroids", "BC=0F")]
    [InlineData("Atlantis", "F1=FF")]
    [InlineData("BeamRider", "85=FF")]
    [InlineData("Bowling", "A4=11")]
    [InlineData("Boxing", "90=0F 91=00")]
    [InlineData("Boxing", "90=10 92=C0")]
    [InlineData("Boxing", "90=10 93=C0")]
    [InlineData("Breakout", "B9=05", "B9=04", "B9=00")]
    [InlineData("CrazyClimber", "AA=00")]
    [InlineData("DemonAttack", "F2=00 F1=BD")]
    [InlineData("Enduro", "AF=FF")]
    [InlineData("Marchers", "83=03", "83=00")]
    [InlineData("Freeway", "96=01")]
    [InlineData("Frostbite", "CC=F0 F1=80")]
    [InlineData("Gopher", "B4=F8")]
    [InlineData("Jamesbond", "86=F0 8C=68")]
    [InlineData("Kangaroo", "AD=FF")]
    [InlineData("MontezumaRevenge", "BA=00 FE=60")]
    [InlineData("MsPacman", "FB=F0 A7=53")]
    [InlineData("NameThisGame", "C7=F8")]
    [InlineData("Phoenix", "CC=80")]
    [InlineData("Pong", "8D=15")]
    [InlineData("Pong", "8E=15")]
    [InlineData("Qbert", "88=FE")]
    [InlineData("Qbert", "88=FF", "88=02")]
    [InlineData("Riverraid", "C0=59", "C0=58")]
    [InlineData("RoadRunner", "C4=F8 B9=01")]
    [InlineData("RoadRunner", "C4=F8 BD=01")]
    [InlineData("Seaquest", "A3=01")]
    [InlineData("SpaceInvaders", "98=80 C9=03")]
    [InlineData("SpaceInvaders", "C9=00")]
    [InlineData("Tennis", "C7=06 C8=04")]
    [InlineData("Tennis", "C7=04 C8=06")]
    [InlineData("Tennis", "C7=07 C8=06")]
    [InlineData("Tennis", "C7=06 C8=07")]
    [InlineData("Tetris", "", "F3=80")]
    [InlineData("VideoPinball", "AF=01")]
    public void The_game_is_over_and_no_life_is_left(string game, params string[] images)
    {
        var reading = Image.Read(game, images);
        Assert.True(reading.IsOver);
        Assert.Equal(0, reading.LivesLeft);
    }

    [Theory]
    [InlineData("Alien", "C0=01")]
    [InlineData("Amidar", "D6=00")]
    [InlineData("Assault", "E5=01")]
    [InlineData("Asterix", "C7=01 D3=02")]
    [InlineData("Asterix", "C7=00 D3=01")]
    [InlineData("Asteroids", "BC=10")]
    [InlineData("Atlantis", "F1=00")]
    [InlineData("BeamRider", "85=00")]
    [InlineData("Bowling", "A4=10")]
    [InlineData("Boxing", "90=10 91=00")]
    [InlineData("Boxing", "90=00 91=01")]
    [InlineData("Breakout", "B9=00")]
    [InlineData("Breakout", "B9=04", "B9=00")]
    [InlineData("CrazyClimber", "AA=01")]
    [InlineData("DemonAttack", "F2=01 F1=BD")]
    [InlineData("DemonAttack", "F2=00 F1=BC")]
    [InlineData("Enduro", "AF=FE")]
    [InlineData("Freeway", "96=02")]
    [InlineData("Frostbite", "CC=01 F1=80")]
    [InlineData("Frostbite", "CC=00 F1=7F")]
    [InlineData("Gopher", "B4=04")]
    [InlineData("Jamesbond", "86=01 8C=68")]
    [InlineData("Jamesbond", "86=00 8C=67")]
    [InlineData("Kangaroo", "AD=FE")]
    [InlineData("MontezumaRevenge", "BA=01 FE=60")]
    [InlineData("MontezumaRevenge", "BA=00 FE=61")]
    [InlineData("MsPacman", "FB=01 A7=53")]
    [InlineData("MsPacman", "FB=00 A7=52")]
    [InlineData("NameThisGame", "C7=01")]
    [InlineData("Phoenix", "CC=81")]
    [InlineData("Pong", "8D=14 8E=14")]
    [InlineData("Qbert", "88=02")]
    [InlineData("Qbert", "88=FF")]
    [InlineData("Qbert", "88=FF", "88=01")]
    [InlineData("Riverraid", "C0=58")]
    [InlineData("Riverraid", "C0=59")]
    [InlineData("RoadRunner", "C4=00")]
    [InlineData("RoadRunner", "C4=01 B9=01 BD=01")]
    [InlineData("Seaquest", "A3=00")]
    [InlineData("SpaceInvaders", "98=7F C9=01")]
    [InlineData("Tennis", "C7=06 C8=05")]
    [InlineData("Tennis", "C7=05 C8=03")]
    [InlineData("Tetris", "F3=80")]
    [InlineData("Tetris", "", "F3=7F")]
    [InlineData("VideoPinball", "AF=02")]
    public void The_game_goes_on(string game, params string[] images) => Assert.False(Image.Read(game, images).IsOver);

    [Fact]
    public void A_new_mode_of_demon_attack_is_not_its_end()
    {
        var changed = Image.Game("DemonAttack").Begin with { Memory = Image.Game("DemonAttack").Mode!.Memory };
        byte[] ram = Image.Bytes("F2=00 F1=BD");
        var first = Image.Game("DemonAttack").Read(new(ram), changed);
        Assert.False(first.IsOver);
        Assert.True(Image.Game("DemonAttack").Read(new(ram), first).IsOver);
    }
}
