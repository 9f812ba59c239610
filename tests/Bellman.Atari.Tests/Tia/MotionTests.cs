using Bellman.Atari.Tia;

namespace Bellman.Atari.Tests.Tia;

public class MotionTests
{
    [Theory]
    [InlineData(75, 7, -7)] // just before the line ends: the full distance
    [InlineData(75, 8, 8)]
    [InlineData(0, 7, -7)]
    [InlineData(0, 0, 0)]
    [InlineData(10, 7, -2)] // cut short by the visible part
    [InlineData(20, 7, 6)]
    [InlineData(40, 7, 0)]
    [InlineData(74, 8, 0)]
    [InlineData(60, 0, 0)]
    [InlineData(68, 0, -4)]
    public void The_later_hmove_comes_the_less_it_moves(int column, int nibble, int distance)
        => Assert.Equal(distance, Motion.Distance(column, nibble));

    [Theory]
    [InlineData(0, 3)]
    [InlineData(67, 3)]
    [InlineData(68, 5)]
    [InlineData(227, 4)]
    public void A_player_is_put_five_pixels_behind_the_beam(int line, int x)
    {
        TiaState tia = Fresh();
        Motion.ResetPlayer(ref tia, null, 0, line, line);
        Assert.Equal(x, tia.Side0.PlayerX);
    }

    [Fact]
    public void A_player_that_moves_onto_one_of_its_starts_shows_all_copies()
    {
        TiaState tia = Fresh();
        tia.Side0.Size = 1; // second copy 16 pixels on
        Motion.ResetPlayer(ref tia, null, 0, 68 + 13, 68 + 13); // to pixel 18, near the copy at 16
        Assert.False(tia.Side0.FirstCopySuppressed);
        Motion.ResetPlayer(ref tia, null, 0, 68 + 100, 68 + 100);
        Assert.True(tia.Side0.FirstCopySuppressed);
    }

    [Fact]
    public void A_missile_released_from_its_player_starts_at_the_players_middle()
    {
        TiaState tia = Fresh();
        tia.Side1.PlayerX = 158;
        Write(ref tia, 0x29, 2);
        Write(ref tia, 0x29, 0);
        Assert.Equal(2, tia.Side1.MissileX);
    }

    private static void Write(ref TiaState tia, int register, byte value) => RegisterFile.Write(ref tia, null, register, value, 0, afterRead: true);

    private static TiaState Fresh()
    {
        TiaState tia = new() { FirstLine = 34, Height = 210, LineLimit = 290 };
        Frame.Reset(ref tia);
        return tia;
    }
}
