namespace Bellman.Atari.Tests.Cartridges;

public class CartridgeTests
{
    [Theory]
    [InlineData(0x800, BankSwitching.Flat2K)]
    [InlineData(0x1000, BankSwitching.Flat4K)]
    [InlineData(0x2000, BankSwitching.F8)]
    [InlineData(0x2800, BankSwitching.Dpc)]
    [InlineData(0x28FF, BankSwitching.Dpc)]
    [InlineData(0x4000, BankSwitching.F6)]
    [InlineData(0x8000, BankSwitching.F4)]
    [InlineData(0x10000, BankSwitching.Tigervision)]
    public void Its_length_alone_tells_most_schemes(int length, BankSwitching scheme) => Assert.Equal(scheme, new Cartridge(Noise(length)).Scheme);

    [Theory]
    [InlineData(0x2000, BankSwitching.F8SuperChip)]
    [InlineData(0x4000, BankSwitching.F6SuperChip)]
    [InlineData(0x8000, BankSwitching.F4SuperChip)]
    public void An_image_with_nothing_where_ram_would_lie_has_a_super_chip(int length, BankSwitching scheme)
    {
        byte[] image = Noise(length);
        for (int bank = 0; bank < length; bank += 0x1000)
        {
            image.AsSpan(bank, 256).Fill(0xFF);
        }
        Assert.Equal(scheme, new Cartridge(image).Scheme);
    }

    [Theory]
    [InlineData(0x2000, BankSwitching.ParkerBros, new byte[] { 0x8D, 0xE0, 0x1F })]
    [InlineData(0x2000, BankSwitching.TigervisionRam, new byte[] { 0x85, 0x3E, 0xA9, 0x00 })]
    [InlineData(0x2000, BankSwitching.Tigervision, new byte[] { 0x85, 0x3F, 0xEA, 0x85, 0x3F })]
    [InlineData(0x2000, BankSwitching.UaLimited, new byte[] { 0x8D, 0x40, 0x02 })]
    [InlineData(0x2000, BankSwitching.Fe, new byte[] { 0x20, 0x00, 0xD0, 0xC6, 0xC5 })]
    [InlineData(0x4000, BankSwitching.Tigervision, new byte[] { 0x85, 0x3F, 0xEA, 0x85, 0x3F })]
    public void Instructions_that_only_one_scheme_needs_tell_the_others(int length, BankSwitching scheme, byte[] code)
    {
        byte[] image = Noise(length);
        code.CopyTo(image, 0x345);
        Assert.Equal(scheme, new Cartridge(image).Scheme);
    }

    [Theory]
    [InlineData(0x3800, 512, BankSwitching.MNetwork)]
    [InlineData(0x3800, 511, BankSwitching.F6)]
    [InlineData(0x3801, 511, BankSwitching.F6)]
    [InlineData(0x37E0, 32 + 512 + 31, BankSwitching.MNetwork)]
    [InlineData(0x37E0, 32 + 512 + 32, BankSwitching.F6)]
    public void An_image_with_nothing_just_where_ram_would_lie_is_of_m_network(int start, int length, BankSwitching scheme)
    {
        byte[] image = Noise(0x4000);
        image.AsSpan(0x37DF, 0x300).Fill(1);
        image.AsSpan(start, length).Fill(2);
        Assert.Equal(scheme, new Cartridge(image).Scheme);
    }

    [Theory]
    [InlineData(new byte[] { 0x85, 0x3F, 0x85, 0x3F }, BankSwitching.F8)]
    [InlineData(new byte[] { 0x85, 0x3F, 0xEA, 0x85, 0x3F }, BankSwitching.Tigervision)]
    [InlineData(new byte[] { 0x85, 0x3F, 0x85, 0x3F, 0x85, 0x3F }, BankSwitching.Tigervision)]
    public void A_signature_right_behind_another_is_not_counted(byte[] code, BankSwitching scheme)
    {
        byte[] image = Noise(0x2000);
        code.CopyTo(image, 0x345);
        Assert.Equal(scheme, new Cartridge(image).Scheme);
    }

    [Fact]
    public void The_search_for_signatures_stops_one_byte_early_as_ALEs_does()
    {
        byte[] image = Noise(0x2000);
        new byte[] { 0x8D, 0xE0, 0x1F }.CopyTo(image, 0x2000 - 3);
        Assert.Equal(BankSwitching.F8, new Cartridge(image).Scheme);
    }

    [Fact]
    public void A_doubled_image_is_the_smaller_one()
    {
        byte[] half = Noise(0x800);
        Assert.Equal(BankSwitching.Flat2K, new Cartridge([.. half, .. half]).Scheme);
        byte[] quarter = Noise(0x1000);
        Assert.Equal(BankSwitching.Flat4K, new Cartridge([.. quarter, .. quarter]).Scheme);
    }

    [Fact]
    public void It_knows_the_md5_sum_of_its_image() => Assert.Equal("620f0b67a91f7f74151bc5be745b7110", new Cartridge(new byte[4096]).Md5);

    [Theory]
    [InlineData(0, "empty")]
    [InlineData(1, "1 bytes")]
    [InlineData(3000, "3000 bytes")]
    [InlineData(4097, "4097 bytes")]
    [InlineData(600_000, "more than any cartridge")]
    public void An_image_of_a_length_that_no_cartridge_has_is_refused(int length, string says)
        => Assert.Contains(says, Assert.Throws<CartridgeException>(() => new Cartridge(new byte[length])).Message, StringComparison.Ordinal);

    [Fact]
    public void A_picture_is_refused_whatever_its_length()
    {
        byte[] png = [0x89, (byte)'P', (byte)'N', (byte)'G', .. new byte[4092]];
        Assert.Contains("PNG", Assert.Throws<CartridgeException>(() => new Cartridge(png)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_scheme_that_does_not_fit_is_refused()
        => Assert.Contains("ParkerBros", Assert.Throws<CartridgeException>(() => new Cartridge(new byte[4096], BankSwitching.ParkerBros)).Message, StringComparison.Ordinal);

    // Bytes among which no signature can occur: none of them begins one.
    private static byte[] Noise(int length)
    {
        byte[] image = new byte[length];
        MersenneTwister random = new(7);
        for (int i = 0; i < length; i++)
        {
            image[i] = (byte)(random.Next() % 16);
        }
        return image;
    }
}
