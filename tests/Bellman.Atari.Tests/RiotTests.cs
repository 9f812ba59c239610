namespace Bellman.Atari.Tests;

public class RiotTests
{
    private const int Timer = 0x284, Flag = 0x285, Set1 = 0x294, Set8 = 0x295, Set64 = 0x296, Set1024 = 0x297;
    private Riot _riot;

    [Theory]
    [InlineData(Set1, 1)]
    [InlineData(Set8, 8)]
    [InlineData(Set64, 64)]
    [InlineData(Set1024, 1024)]
    public void The_timer_counts_down_once_per_interval(int register, int interval)
    {
        _riot.Write(register, 10, cycles: 100);
        Assert.Equal(9, Read(Timer, 101));
        Assert.Equal(9, Read(Timer, 100 + interval));
        Assert.Equal(8, Read(Timer, 101 + interval));
        Assert.Equal(0, Read(Timer, 101 + 9 * interval));
    }

    [Fact]
    public void After_zero_it_counts_cycles_and_a_read_clears_the_flag()
    {
        _riot.Write(Set64, 1, cycles: 0);
        Assert.Equal(0, Read(Timer, 64));
        Assert.Equal(0x80, Read(Flag, 70));
        Assert.Equal(0xFF, Read(Timer, 65)); // one cycle past zero: still unmarked
        Read(Timer, 68);
        Assert.Equal(0, Read(Flag, 70));
    }

    [Fact]
    public void In_the_cycle_in_which_it_is_set_the_timer_has_expired()
    {
        _riot.Write(Set64, 51, cycles: 100);
        Assert.Equal(0x80, Read(Flag, 100));
        Assert.Equal(0xC0, Read(Timer, 100));
    }

    [Fact]
    public void Rebasing_moves_the_timer_along()
    {
        _riot.Write(Set8, 20, cycles: 500);
        byte before = Read(Timer, 560);
        _riot.Rebase(550);
        Assert.Equal(before, Read(Timer, 10));
    }

    [Fact]
    public void The_ports_show_the_sticks_and_the_switches()
    {
        InputLines ports = InputLines.Released;
        default(Controllers).Hold(ref ports, JoystickAction.UpLeftFire, difficulty: 2);
        Assert.Equal(0xAF, _riot.Read(0x280, 0, ports));
        Assert.Equal(0xBF, _riot.Read(0x282, 0, ports));
        Assert.True(ports.LeftFire);
    }

    private byte Read(int address, int cycles) => _riot.Read(address, cycles, default);
}
