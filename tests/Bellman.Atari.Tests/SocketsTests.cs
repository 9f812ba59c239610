namespace Bellman.Atari.Tests;

public class SocketsTests
{
    [Theory]
    [InlineData(JoystickAction.Noop, 0xFF, false)]
    [InlineData(JoystickAction.Up, 0xEF, false)]
    [InlineData(JoystickAction.DownLeftFire, 0x9F, true)]
    [InlineData(JoystickAction.RightFire, 0x7F, true)]
    public void A_pressed_contact_of_the_stick_is_low(JoystickAction action, int portA, bool fire)
    {
        InputLines ports = InputLines.Released;
        default(Controllers).Hold(ref ports, action);
        Assert.Equal(portA, ports.PortA);
        Assert.Equal(fire, ports.LeftFire);
    }

    [Fact]
    public void A_paddle_turns_until_it_stops()
    {
        InputLines ports = InputLines.Released;
        Controllers sockets = new(LeftPaddles: true);
        sockets.Center(ref ports);
        Assert.Equal(408_823, ports.Paddle0);
        sockets.Hold(ref ports, JoystickAction.UpRightFire);
        Assert.Equal(385_823, ports.Paddle0);
        Assert.Equal(0x7F, ports.PortA);
        for (int i = 0; i < 40; i++)
        {
            sockets.Hold(ref ports, JoystickAction.Left);
        }
        Assert.Equal(790_196, ports.Paddle0);
        Assert.Equal(408_823, ports.Paddle1);
    }

    [Fact]
    public void Swapped_paddles_are_the_second_one_of_the_pair()
    {
        InputLines ports = InputLines.Released;
        Controllers sockets = new(LeftPaddles: true, RightPaddles: true, PaddlesSwapped: true);
        sockets.Center(ref ports);
        sockets.Hold(ref ports, JoystickAction.LeftFire);
        Assert.Equal(431_823, ports.Paddle1);
        Assert.Equal(0xBF, ports.PortA);
    }

    [Theory]
    [InlineData(0, 0x3F)]
    [InlineData(1, 0x7F)]
    [InlineData(3, 0xFF)]
    public void Difficulty_sets_the_two_switches(int difficulty, int switches)
    {
        InputLines ports = InputLines.Released;
        default(Controllers).Hold(ref ports, JoystickAction.Noop, difficulty);
        Assert.Equal(switches, ports.Switches);
    }
}
