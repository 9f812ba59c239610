namespace Bellman.Atari;

/// <summary>The levels at the console's sockets and switches, as the program can read them.</summary>
public struct InputLines
{
    /// <summary>The resistance of a socket in which no paddle is plugged.</summary>
    public const int NoPaddle = int.MaxValue;

    /// <summary>
    /// SWCHA: left stick in D7 to D4 (right, left, down, up), right stick in D3 to D0; a pressed contact is 0. Paddle
    /// buttons sit here too.
    /// </summary>
    public byte PortA;

    /// <summary>
    /// SWCHB: D0 reset and D1 select (0 when pressed), D3 colour, D6 and D7 the left and right difficulty (1 means A).
    /// </summary>
    public byte Switches;

    /// <summary>The joysticks' buttons.</summary>
    public bool LeftFire, RightFire;

    /// <summary>The resistance at each of the four analogue pins in ohms, or <see cref="NoPaddle"/>.</summary>
    public int Paddle0, Paddle1, Paddle2, Paddle3;

    /// <summary>Nothing is pressed, the difficulty switches stand at B and two joysticks are plugged in.</summary>
    public static InputLines Released => new()
    {
        PortA = 0xFF,
        Switches = 0x3F,
        Paddle0 = NoPaddle,
        Paddle1 = NoPaddle,
        Paddle2 = NoPaddle,
        Paddle3 = NoPaddle,
    };
}
