using System.Runtime.CompilerServices;

namespace Bellman.Atari.Tia;

/// <summary>
/// What each of the six objects covers of a line of 160 pixels, one bit per pixel: six rows in the order of
/// <see cref="TiaObject"/>, of eight words each (five used). An object that is switched off covers nothing.
/// </summary>
[InlineArray(6 * Stride)]
internal struct ObjectCoverage
{
    public const int Blocks = 5, Stride = 8;

    private uint _first;
}

/// <summary>A byte for each register, or -1 for one that nobody knows.</summary>
[InlineArray(64)]
internal struct RegisterValues
{
    private short _first;
}

/// <summary>The movable objects and the playfield.</summary>
internal enum TiaObject
{
    Player0,
    Missile0,
    Player1,
    Missile1,
    Ball,
    Playfield,
}

/// <summary>A player and the missile that belongs to it.</summary>
internal struct PlayerPair
{
    /// <summary>NUSIZ: copies and width.</summary>
    public byte Size;

    /// <summary>GRP as written, and the copy that VDELP shows instead.</summary>
    public byte Graphics, OldGraphics;
    public bool Delayed, Reflected;

    /// <summary>
    /// The first copy is not drawn on the rest of this line: the player was moved (RESP) to where it had not been about
    /// to start.
    /// </summary>
    public bool FirstCopySuppressed;
    public bool MissileEnabled, MissileLocked;
    public byte PlayerMotion, MissileMotion;
    public int PlayerX, MissileX;
}

/// <summary>
/// The Television Interface Adaptor: every bit it remembers, and where its catch-up drawing stands. Clocks are colour
/// clocks since the frame began.
/// </summary>
internal struct TiaState
{
    public ObjectCoverage Covered;

    /// <summary>The objects, a bit each, whose coverage is out of date.</summary>
    public uint Stale;
    public PlayerPair Side0, Side1;

    /// <summary>What was written last to each register.</summary>
    public RegisterValues Written;

    public int BallX;
    public byte BallMotion;
    public bool BallEnabled, OldBallEnabled, BallDelayed;

    /// <summary>PF0 (D7 to D4), PF1 and PF2 as 20 bits, leftmost pixel lowest.</summary>
    public uint Playfield;
    public byte Control;

    /// <summary>The right half of the playfield is drawn mirrored. Follows CTRLPF bit 0, in time.</summary>
    public bool Mirrored;

    public byte Colour0, Colour1, PlayfieldColour, Background;
    public byte Blank;

    /// <summary>Latched collisions: register r's D7 at bit 2r+1 and its D6 at bit 2r.</summary>
    public uint Collisions;

    /// <summary>
    /// Up to where the frame must be drawn when it ends: writes that change nothing in the picture do not draw.
    /// </summary>
    public int Due;

    // Time. A write at the limit or later ends the frame.
    public int Origin, Start, Stop, Limit, Last, ToLineEnd, Row;
    public int SyncFinish;
    public bool FrameEnded;

    /// <summary>Lines of the previous frame; PAL television loses colour when it is odd.</summary>
    public int LastLines;

    // HMOVE and what follows from it.
    public int MovedAt;
    public bool Comb;
    public bool CosmicArk;
    public int CosmicArkStep;

    // The capacitors of the paddles.
    public bool Dumping;
    public int DumpEndCycle;

    // The television and the cartridge's wishes: not changed while it runs.
    public int FirstLine, Height, LineLimit;
    public bool Pal, CombAllowed;
}
