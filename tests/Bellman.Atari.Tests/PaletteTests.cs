namespace Bellman.Atari.Tests;

public class PaletteTests
{
    [Theory]
    [InlineData(0x00, 0x000000)]
    [InlineData(0x0E, 0xECECEC)]
    [InlineData(0x44, 0xB83232)]
    [InlineData(0xFE, 0xFCE070)]
    public void A_colour_of_ntsc_is_the_one_that_ALE_shows(int colour, int rgb) => Assert.Equal((uint)rgb, Palette.Ntsc[(byte)colour]);

    [Fact]
    public void Grey_is_the_weighted_sum_of_the_channels()
    {
        for (int i = 0; i < 256; i += 2)
        {
            uint rgb = Palette.Ntsc[(byte)i];
            double luminance = 0.2989 * (rgb >> 16) + 0.5870 * (rgb >> 8 & 255) + 0.1140 * (rgb & 255);
            Assert.InRange(Palette.Ntsc.Grey[i] - luminance, -0.5, 0.5);
        }
    }

    [Fact]
    public void Without_its_colour_a_pal_pixel_is_grey()
    {
        uint rgb = Palette.Pal[0x45];
        Assert.Equal(rgb >> 16, rgb & 255);
        Assert.Equal(Palette.Pal.Grey[0x44], (byte)rgb);
    }

    [Fact]
    public void A_screen_becomes_three_bytes_per_pixel()
    {
        byte[] rgb = new byte[6];
        Palette.Ntsc.ToRgb([0x44, 0x0E], rgb);
        Assert.Equal([0xB8, 0x32, 0x32, 0xEC, 0xEC, 0xEC], rgb);
    }
}
