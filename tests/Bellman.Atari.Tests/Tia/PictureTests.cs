using Bellman.Atari.Tia;

namespace Bellman.Atari.Tests.Tia;

/// <summary>One line of the picture after a few register writes.</summary>
public class PictureTests
{
    private const byte Red = 0x42, Blue = 0x84, Green = 0xC4, Grey = 0x06;
    private readonly byte[] _picture = new byte[160 * 260];
    private TiaState _tia = new() { FirstLine = 0, Height = 210, LineLimit = 290, CombAllowed = true };

    public PictureTests()
    {
        Frame.Reset(ref _tia);
        Write(0x06, Red);
        Write(0x07, Blue);
        Write(0x08, Green);
        Write(0x09, Grey);
    }

    [Fact]
    public void The_playfield_is_drawn_from_the_left_in_cells_of_four()
    {
        Write(0x0D, 0x10);
        Write(0x0E, 0x80);
        Write(0x0F, 0x80);
        Assert.Equal([(0, 4), (16, 20), (76, 80), (80, 84), (96, 100), (156, 160)], Runs(Green));
    }

    [Fact]
    public void A_mirrored_playfield_ends_where_it_began()
    {
        Write(0x0A, 1);
        Write(0x0D, 0x10);
        Assert.Equal([(0, 4), (156, 160)], Runs(Green));
    }

    [Theory]
    [InlineData(0, "10-11 17-18")]
    [InlineData(1, "10-11 17-18 26-27 33-34")]
    [InlineData(6, "10-11 17-18 42-43 49-50 74-75 81-82")]
    [InlineData(5, "11-13 25-27")] // double width, one pixel late
    [InlineData(7, "11-15 39-43")]
    public void A_player_has_copies_and_widths(int size, string runs)
    {
        Write(0x04, (byte)size);
        _tia.Side0.PlayerX = 10;
        Write(0x1B, 0x81);
        Assert.Equal(runs, string.Join(' ', Runs(Red).Select(run => $"{run.From}-{run.To}")));
    }

    [Fact]
    public void A_player_that_leaves_on_the_right_enters_on_the_left()
    {
        _tia.Side0.PlayerX = 156;
        Write(0x1B, 0xFF);
        Assert.Equal([(0, 4), (156, 160)], Runs(Red));
    }

    [Fact]
    public void In_score_mode_each_half_of_the_playfield_has_its_players_colour_and_rank()
    {
        Write(0x0A, 2);
        Write(0x0F, 0xFF); // 48 to 80 and 128 to 160
        _tia.Side1.PlayerX = 50;
        Write(0x1C, 0xFF);
        Assert.Equal([(48, 80)], Runs(Red)); // player 1 is hidden by the left half, which ranks with player 0
        Assert.Equal([(128, 160)], Runs(Blue));
    }

    [Fact]
    public void The_playfield_can_be_put_in_front()
    {
        Write(0x0F, 0xFF);
        _tia.Side0.PlayerX = 50;
        Write(0x1B, 0xFF);
        Assert.Equal([(50, 58)], Runs(Red));
        Write(0x0A, 4);
        Assert.Empty(Runs(Red));
    }

    [Fact]
    public void Objects_that_meet_are_latched_in_their_registers()
    {
        _tia.Side0.PlayerX = _tia.Side1.PlayerX = 20;
        Write(0x1B, 0x80);
        Write(0x1C, 0x80);
        Write(0x0E, 0x40); // 20 to 24
        DrawLine();
        Assert.Equal(0x80, Collisions.Read(_tia.Collisions, 7)); // P0P1
        Assert.Equal(0x80, Collisions.Read(_tia.Collisions, 2)); // P0PF
        Assert.Equal(0x80, Collisions.Read(_tia.Collisions, 3)); // P1PF
        Assert.Equal(0x00, Collisions.Read(_tia.Collisions, 0));
        Write(0x2C, 0);
        Assert.Equal(0u, _tia.Collisions);
    }

    [Fact]
    public void Nothing_meets_while_the_picture_is_blanked()
    {
        _tia.Side0.PlayerX = _tia.Side1.PlayerX = 20;
        Write(0x1B, 0xFF);
        Write(0x1C, 0xFF);
        Write(0x01, 2);
        DrawLine();
        Assert.Equal(0u, _tia.Collisions);
        Assert.All(_picture.AsSpan(0, 160).ToArray(), pixel => Assert.Equal(0, pixel));
    }

    [Fact]
    public void Hmove_blanks_eight_pixels_of_its_line()
    {
        Write(0x2A, 0);
        DrawLine();
        Assert.Equal([(8, 160)], RunsIn(Grey));
    }

    [Fact]
    public void A_delayed_player_shows_its_graphics_when_the_other_one_is_written()
    {
        Write(0x25, 1);
        Write(0x1B, 0xFF);
        Assert.Empty(Runs(Red));
        Write(0x1C, 0);
        Assert.Equal([(0, 8)], Runs(Red));
    }

    [Theory]
    [InlineData(0x1D, 0x12, 0x30, 8)] // missile 0, eight wide
    [InlineData(0x1D, 0x12, 0x00, 1)]
    public void A_missile_is_one_to_eight_pixels_wide(int enable, int reset, int size, int width)
    {
        Write(0x04, (byte)size);
        Write(reset, 0);
        Write(enable, 2);
        Assert.Equal([(2, 2 + width)], Runs(Red));
    }

    private void Write(int register, byte value) => RegisterFile.Write(ref _tia, _picture, register, value, 0, afterRead: true);

    private (int From, int To)[] Runs(byte colour)
    {
        DrawLine();
        return RunsIn(colour);
    }

    private (int From, int To)[] RunsIn(byte colour)
    {
        List<(int, int)> runs = [];
        for (int x = 0; x < 160; x++)
        {
            int from = x;
            while (x < 160 && _picture[x] == colour)
            {
                x++;
            }
            if (x == from)
            {
                continue;
            }
            // Cells of the playfield that touch at the middle are counted apart.
            if (from < 80 && x > 80 && colour == Green)
            {
                runs.AddRange([(from, 80), (80, x)]);
            }
            else
            {
                runs.Add((from, x));
            }
        }
        return [.. runs];
    }

    // The beam goes back to the start of the first line and draws it whole.
    private void DrawLine()
    {
        (_tia.Last, _tia.ToLineEnd, _tia.Row) = (0, 228, 0);
        Beam.CatchUp(ref _tia, _picture, 228);
    }
}
