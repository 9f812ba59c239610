namespace Bellman.Atari;

/// <summary>
/// The controllers, and how an action of the first player moves them. A socket without paddles has a joystick.
/// </summary>
/// <param name="LeftPaddles">A pair of paddles is in the left socket.</param>
/// <param name="RightPaddles">A pair of paddles is in the right socket; nobody holds them.</param>
/// <param name="PaddlesSwapped">The first player holds the second paddle of the left pair.</param>
/// <param name="PortsSwapped">The first player's joystick is in the right socket.</param>
public readonly record struct Controllers(bool LeftPaddles = false, bool RightPaddles = false, bool PaddlesSwapped = false, bool PortsSwapped = false)
{
    // Ohms, as ALE has them: the range of a turned paddle and how far it turns in a frame.
    private const int LeastResistance = 27450, MostResistance = 790196, Turn = 23000;
    private const int Middle = (LeastResistance + MostResistance) / 2;

    // The stick's contacts by action, as SWCHA's high nibble has them: right 8, left 4, down 2, up 1. Bit 4 is the button.
    private static ReadOnlySpan<byte> Contacts => [0, 16, 1, 8, 4, 2, 9, 5, 10, 6, 17, 24, 20, 18, 25, 21, 26, 22];

    private const int Right = 8, Left = 4, Button = 16;

    /// <summary>Some paddles are plugged in.</summary>
    public bool HavePaddles => LeftPaddles || RightPaddles;

    /// <summary>Turns both of the left paddles to the middle, and lets go of everything else.</summary>
    public void Center(ref InputLines ports)
    {
        ports = InputLines.Released;
        if (LeftPaddles)
        {
            ports.Paddle0 = ports.Paddle1 = Middle;
        }
        if (RightPaddles)
        {
            ports.Paddle2 = ports.Paddle3 = 0;
        }
    }

    /// <summary>
    /// Holds the stick and the button, or turns the paddle by one frame's worth, as an action says. Of the difficulty's
    /// bits, the lowest puts the left switch to A and the next one the right switch. RESET and SELECT are let go.
    /// </summary>
    public void Hold(ref InputLines ports, JoystickAction action, int difficulty = 0)
    {
        int contacts = Contacts[(int)action];
        ports.Switches = (byte)(0x3F | (difficulty & 3) << 6);
        ports.PortA = 0xFF;
        ports.LeftFire = ports.RightFire = false;
        if (HavePaddles)
        {
            ref int paddle = ref ports.Paddle0;
            if (PaddlesSwapped)
            {
                paddle = ref ports.Paddle1;
            }
            int turn = (contacts & Right) != 0 ? -Turn : (contacts & Left) != 0 ? Turn : 0;
            if (LeftPaddles)
            {
                paddle = Math.Clamp(paddle + turn, LeastResistance, MostResistance);
            }
            if ((contacts & Button) != 0)
            {
                ports.PortA = (byte)(PaddlesSwapped ? 0xBF : 0x7F);
            }
        }
        else if (PortsSwapped)
        {
            ports.PortA = (byte)~(contacts & 15);
            ports.RightFire = (contacts & Button) != 0;
        }
        else
        {
            ports.PortA = (byte)~(contacts << 4);
            ports.LeftFire = (contacts & Button) != 0;
        }
    }
}
