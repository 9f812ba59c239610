namespace Bellman.Atari.Tests.Cartridges;

public class SchemeTests
{
    [Theory]
    [InlineData(BankSwitching.F8, 0x2000, 0xFF8, 2, 1)]
    [InlineData(BankSwitching.F6, 0x4000, 0xFF6, 4, 0)]
    [InlineData(BankSwitching.F4, 0x8000, 0xFF4, 8, 0)]
    public void An_access_to_a_hot_spot_selects_a_bank(BankSwitching scheme, int length, int firstHotSpot, int banks, int startBank)
    {
        ConsoleBus bus = Bus(Numbered(length, 0x1000), scheme);
        Assert.Equal(startBank, bus.Read(0xF400, 0));
        for (int bank = 0; bank < banks; bank++)
        {
            bus.Read(0xF000 | firstHotSpot + bank, 0);
            Assert.Equal(bank, bus.Read(0xF400, 0));
            Assert.Equal(bank, bus.Read(0xFFC0, 0));
        }
        bus.Write(0x1000 | firstHotSpot, 0, 0, afterRead: true);
        Assert.Equal(0, bus.Read(0xF400, 0));
    }

    [Theory]
    [InlineData(BankSwitching.F8SuperChip, 0x2000, 0xFF9, 1)]
    [InlineData(BankSwitching.F6SuperChip, 0x4000, 0xFF7, 1)]
    [InlineData(BankSwitching.F4SuperChip, 0x8000, 0xFF5, 0)]
    public void With_ram_a_write_to_a_hot_spot_selects_a_bank_unless_there_are_eight(BankSwitching scheme, int length, int hotSpot, int bank)
    {
        byte[] image = Numbered(length, 0x1000);
        ConsoleBus bus = Bus(image, scheme);
        bus.Read(0x1000 | hotSpot - 1, 0);
        bus.Write(0x1000 | hotSpot, 0, 0, afterRead: true);
        Assert.Equal(bank, bus.Read(0xF400, 0));
    }

    [Theory]
    [InlineData(BankSwitching.F8SuperChip, 0x2000)]
    [InlineData(BankSwitching.F6SuperChip, 0x4000)]
    [InlineData(BankSwitching.F4SuperChip, 0x8000)]
    public void A_super_chip_is_written_in_one_place_and_read_in_another(BankSwitching scheme, int length)
    {
        ConsoleBus bus = Bus(Numbered(length, 0x1000), scheme);
        bus.Write(0xF012, 77, 0, afterRead: true);
        Assert.Equal(77, bus.Read(0xF092, 0));
        bus.Write(0xF092, 78, 0, afterRead: true);
        Assert.Equal(77, bus.Read(0xF092, 0));
    }

    [Fact]
    public void Parker_brothers_select_three_slices_of_four()
    {
        ConsoleBus bus = Bus(Numbered(0x2000, 0x400), BankSwitching.ParkerBros);
        Assert.Equal([4, 5, 6, 7], Segments(bus));
        bus.Read(0xFFE2, 0);
        bus.Read(0xFFE8, 0);
        bus.Read(0xFFF7, 0);
        Assert.Equal([2, 0, 7, 7], Segments(bus));
    }

    [Fact]
    public void Tigervision_selects_the_lower_half_by_a_write_to_the_tia()
    {
        ConsoleBus bus = Bus(Numbered(0x2000, 0x800), BankSwitching.Tigervision);
        bus.Write(0x3F, 2, 0, afterRead: true);
        Assert.Equal([2, 2, 3, 3], Segments(bus));
    }

    [Fact]
    public void Tigervision_takes_a_write_to_the_start_of_the_window_like_one_to_the_tia()
    {
        ConsoleBus bus = Bus(Numbered(0x2000, 0x800), BankSwitching.Tigervision);
        bus.Write(0xF03F, 2, 0, afterRead: true);
        Assert.Equal([2, 2, 3, 3], Segments(bus));
        bus.Write(0xF040, 1, 0, afterRead: true);
        Assert.Equal([2, 2, 3, 3], Segments(bus));
    }

    [Theory]
    [InlineData(BankSwitching.Tigervision)]
    [InlineData(BankSwitching.TigervisionRam)]
    public void Tigervision_answers_reads_of_the_tia(BankSwitching scheme)
    {
        byte[] image = Numbered(0x2000, 0x800);
        image[0x1005] = 0xAB;
        ConsoleBus bus = Bus(image, scheme);
        bus.Write(0x3F, 2, 0, afterRead: true);
        Assert.Equal(0xAB, bus.Read(0x05, 0));
        Assert.Equal(0x2B, bus.Read(0x45, 0)); // the TIA: nothing but what was on the bus
    }

    [Fact]
    public void With_ram_tigervision_shows_it_in_the_lower_half()
    {
        ConsoleBus bus = Bus(Numbered(0x2000, 0x800), BankSwitching.TigervisionRam);
        bus.Write(0x3E, 5, 0, afterRead: true);
        bus.Write(0xF410, 42, 0, afterRead: true);
        Assert.Equal(42, bus.Read(0xF010, 0));
        bus.Write(0x3E, 6, 0, afterRead: true);
        bus.Write(0xF410, 43, 0, afterRead: true);
        bus.Write(0x3E, 5, 0, afterRead: true);
        Assert.Equal(42, bus.Read(0xF010, 0));
        bus.Write(0x3F, 1, 0, afterRead: true);
        Assert.Equal(1, bus.Read(0xF010, 0));
    }

    [Fact]
    public void M_network_has_ram_in_two_places()
    {
        ConsoleBus bus = Bus(Numbered(0x4000, 0x800), BankSwitching.MNetwork);
        bus.Read(0xFFE3, 0);
        Assert.Equal(3, bus.Read(0xF000, 0));
        bus.Read(0xFFE7, 0);
        bus.Write(0xF005, 11, 0, afterRead: true);
        Assert.Equal(11, bus.Read(0xF405, 0));
        bus.Read(0xFFE9, 0);
        bus.Write(0xF805, 22, 0, afterRead: true);
        bus.Read(0xFFEA, 0);
        bus.Write(0xF805, 33, 0, afterRead: true);
        bus.Read(0xFFE9, 0);
        Assert.Equal(22, bus.Read(0xF905, 0));
        Assert.Equal(7, bus.Read(0xFA00, 0));
        Assert.Equal([7, 7], [bus.Read(0xF005, 0), bus.Read(0xF805, 0)]); // the image behind the write ports
    }

    [Fact]
    public void Fe_tells_its_banks_apart_by_address_bit_13()
    {
        ConsoleBus bus = Bus(Numbered(0x2000, 0x1000), BankSwitching.Fe);
        Assert.Equal(0, bus.Read(0xF400, 0));
        Assert.Equal(1, bus.Read(0xD400, 0));
    }

    [Fact]
    public void Ua_limited_selects_a_bank_by_an_access_to_the_tias_space()
    {
        ConsoleBus bus = Bus(Numbered(0x2000, 0x1000), BankSwitching.UaLimited);
        bus.Read(0x240, 0);
        Assert.Equal(1, bus.Read(0xF400, 0));
        bus.Write(0x220, 0, 0, afterRead: true);
        Assert.Equal(0, bus.Read(0xF400, 0));
    }

    [Fact]
    public void The_dpc_hands_out_graphics_backwards()
    {
        byte[] image = Numbered(0x2800, 0x1000);
        for (int i = 0; i < 0x800; i++)
        {
            image[0x2000 + i] = (byte)(0x7FF - i);
        }
        ConsoleBus bus = Bus(image, BankSwitching.Dpc);
        bus.Write(0xF050, 0x22, 0, afterRead: true); // counter 0: low byte
        bus.Write(0xF058, 0x01, 0, afterRead: true); // and high bits
        Assert.Equal(0x22, bus.Read(0xF008, 0));
        Assert.Equal(0x21, bus.Read(0xF008, 0));
        Assert.Equal(1, bus.Read(0xF400, 0));
        bus.Read(0xFFF8, 0);
        Assert.Equal(0, bus.Read(0xF400, 0));
    }

    [Fact]
    public void The_dpcs_random_number_moves_on_with_the_pages_of_its_registers_and_with_writes()
    {
        ConsoleBus bus = Bus(Numbered(0x2800, 0x1000), BankSwitching.Dpc);
        bus.Write(0xF070, 0, 0, afterRead: true);
        Assert.Equal([0x03, 0x07], [bus.Read(0xF000, 0), bus.Read(0xF000, 0)]);
        bus.Read(0xF300, 0);
        Assert.Equal(0x0F, bus.Read(0xF000, 0));
        bus.Read(0xFFC0, 0);
        Assert.Equal(0x3D, bus.Read(0xF000, 0));
        bus.Write(0xF300, 0, 0, afterRead: true);
        Assert.Equal(0xF4, bus.Read(0xF000, 0));
    }

    [Fact]
    public void The_dpc_keeps_its_registers_over_a_reset()
    {
        Console2600 console = new(new Cartridge(Numbered(0x2800, 0x1000), BankSwitching.Dpc), new ConsoleOptions { Television = Television.Ntsc });
        ConsoleBus bus = new(console);
        bus.Write(0xF070, 0, 0, afterRead: true);
        console.Reset();
        Assert.Equal(0x0F, bus.Read(0xF000, 0)); // two more steps than 03: the vector was read
    }

    [Fact]
    public void The_dpcs_oscillator_makes_a_square_wave()
    {
        ConsoleBus bus = Bus(Numbered(0x2800, 0x1000), BankSwitching.Dpc);
        bus.Write(0xF045, 0x20, 0, afterRead: true); // fetcher 5: 33 ticks, high for 16
        bus.Write(0xF04D, 0x10, 0, afterRead: true);
        bus.Write(0xF055, 0x20, 0, afterRead: true);
        bus.Write(0xF05D, 0x10, 0, afterRead: true);
        List<int> edges = [];
        for (int cycle = 1, level = 0; cycle < 6000; cycle++)
        {
            int now = bus.Read(0xF004, cycle);
            if (now != level)
            {
                edges.Add(cycle);
            }
            level = now;
        }
        Assert.Equal([76, 1213, 2501, 3713, 5001], edges); // as ALE's
    }

    /// <summary>An image whose every byte is the number of its bank.</summary>
    private static byte[] Numbered(int length, int bank) => [.. Enumerable.Range(0, length).Select(i => (byte)(i / bank))];

    private static ConsoleBus Bus(byte[] image, BankSwitching scheme) => new(new Console2600(new Cartridge(image, scheme), new ConsoleOptions { Television = Television.Ntsc }));

    private static int[] Segments(ConsoleBus bus) => [bus.Read(0xF000, 0), bus.Read(0xF400, 0), bus.Read(0xF800, 0), bus.Read(0xFC00, 0)];
}
