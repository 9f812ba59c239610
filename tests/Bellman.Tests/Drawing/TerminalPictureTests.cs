using System.Text;
using Bellman.Drawing;

namespace Bellman.Tests.Drawing;

public class TerminalPictureTests
{
    private static Canvas TwoByThree()
    {
        var canvas = new Canvas(2, 3);
        canvas.FillRectangle(0, 0, 2, 1, Color.Hex(0xFF0000));
        canvas.FillRectangle(0, 1, 1, 1, Color.Hex(0x00FF00));
        canvas.FillRectangle(1, 1, 1, 1, Color.Hex(0x0000FF));
        canvas.FillRectangle(0, 2, 2, 1, Color.Hex(0xFFFFFF));
        return canvas;
    }

    [Fact]
    public void A_character_shows_two_pixels_and_names_only_colours_that_change()
    {
        var text = new StringBuilder();
        TerminalPicture.AppendColored(TwoByThree(), text);
        Assert.Equal(
            "\e[38;2;255;0;0m\e[48;2;0;255;0m▀\e[48;2;0;0;255m▀\e[0m\n" +
            "\e[38;2;255;255;255m▀▀\e[0m\n", text.ToString()); // the odd row's lower half stays as the terminal is
    }

    [Fact]
    public void Plain_text_has_more_ink_where_the_picture_differs_from_its_corner()
    {
        var canvas = new Canvas(3, 2);
        canvas.Clear(Color.Hex(0xFFFFFF));
        canvas.FillRectangle(1, 0, 1, 1, Color.Hex(0));
        canvas.FillRectangle(2, 0, 1, 2, Color.Hex(0));
        var text = new StringBuilder();
        TerminalPicture.AppendPlain(canvas, text);
        Assert.Equal(" =@\n", text.ToString().Replace('+', '='));
    }

    [Fact]
    public void A_reused_buffer_costs_nothing()
    {
        Canvas canvas = Pictures.Confetti(80, 50, 200, seed: 1);
        var text = new StringBuilder();
        for (int i = 0; i < 3; i++)
        {
            TerminalPicture.AppendColored(canvas, text.Clear());
        }
        text = new StringBuilder(text.Length);
        long before = GC.GetAllocatedBytesForCurrentThread();
        TerminalPicture.AppendColored(canvas, text.Clear());
        TerminalPicture.AppendPlain(canvas, text.Clear());
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}
