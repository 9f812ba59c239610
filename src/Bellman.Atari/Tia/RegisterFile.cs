using System.Runtime.CompilerServices;

namespace Bellman.Atari.Tia;

/// <summary>
/// The TIA's registers, named as in the Stella Programmer's Guide (Wright 1979). Sound is accepted and ignored.
/// </summary>
internal static class RegisterFile
{
    /// <summary>
    /// Reads D7 and D6 of a register; <paramref name="noise"/>, the byte last seen on the bus, shows in the bits that
    /// nothing drives.
    /// </summary>
    public static byte Read(ref TiaState tia, byte[]? picture, in InputLines ports, int address, int cycles, byte noise)
    {
        Beam.CatchUp(ref tia, picture, 3 * cycles);
        int register = address & 0x0F;
        int driven = register switch
        {
            < 8 => Collisions.Read(tia.Collisions, register),
            8 => Charged(ref tia, ports.Paddle0, cycles),
            9 => Charged(ref tia, ports.Paddle1, cycles),
            10 => Charged(ref tia, ports.Paddle2, cycles),
            11 => Charged(ref tia, ports.Paddle3, cycles),
            12 => ports.LeftFire ? 0 : 0x80,
            13 => ports.RightFire ? 0 : 0x80,
            _ => 0,
        };
        return (byte)(driven | noise & 0x3F);
    }

    /// <summary>Writes a register and returns the cycle counter, which WSYNC moves to the end of the line.</summary>
    /// <remarks>Calls come last: the compiler then has nothing to keep for afterwards.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Write(ref TiaState tia, byte[]? picture, int address, byte value, int cycles, bool afterRead)
    {
        int register = address & 0x3F, clock = 3 * cycles;
        if (clock >= tia.Limit)
        {
            tia.FrameEnded = true;
        }
        if (register == RegisterId.Wsync / RegisterId.Apart)
        {
            tia.Due = Math.Max(tia.Due, clock);
            int sinceLineStart = (int)((uint)(clock - tia.Origin) % Beam.LineClocks);
            return afterRead && sinceLineStart > 0 ? cycles + (Beam.LineClocks - sinceLineStart) / 3 : cycles;
        }
        int shown = clock + Delay(register, clock - tia.Origin);
        ref short written = ref Unsafe.Add(ref Unsafe.As<RegisterValues, short>(ref tia.Written), register);
        if (written == value && RegisterId.IsState(register) && IsSettled(tia, register))
        {
            tia.Due = Math.Max(tia.Due, shown);
            return cycles;
        }
        written = value;
        if (!RegisterId.IsSeen(register))
        {
            tia.Due = Math.Max(tia.Due, shown);
        }
        else if (Beam.IsBehind(tia, shown))
        {
            return DrawAndChange(ref tia, picture, register, value, cycles, shown);
        }
        return Change(ref tia, picture, register, value, cycles);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int DrawAndChange(ref TiaState tia, byte[]? picture, int register, byte value, int cycles, int shown)
    {
        Beam.Draw(ref tia, picture, shown);
        return Change(ref tia, picture, register, value, cycles);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int Change(ref TiaState tia, byte[]? picture, int register, byte value, int cycles)
    {
        int clock = 3 * cycles;
        switch (register * RegisterId.Apart)
        {
            case RegisterId.Vsync:
                if ((value & 2) != 0)
                {
                    tia.SyncFinish = clock + Beam.LineClocks;
                }
                else if (clock >= tia.SyncFinish)
                {
                    tia.SyncFinish = int.MaxValue;
                    tia.FrameEnded = true;
                }
                break;
            case RegisterId.Vblank:
                if ((value & 0x80) != 0)
                {
                    tia.Dumping = true;
                }
                else if (tia.Dumping)
                {
                    tia.Dumping = false;
                    tia.DumpEndCycle = cycles;
                }
                tia.Blank = value;
                break;
            case RegisterId.Nusiz0 or RegisterId.Nusiz1:
                {
                    ref PlayerPair side = ref Objects.SideOf(ref tia, register & 1);
                    side.Size = value;
                    side.FirstCopySuppressed = false;
                    Objects.ChangePlayer(ref tia, register & 1);
                    Objects.ChangeMissile(ref tia, register & 1);
                    break;
                }
            case RegisterId.Colup0: tia.Colour0 = Colour(ref tia, value); break;
            case RegisterId.Colup1: tia.Colour1 = Colour(ref tia, value); break;
            case RegisterId.Colupf: tia.PlayfieldColour = Colour(ref tia, value); break;
            case RegisterId.Colubk: tia.Background = Colour(ref tia, value); break;
            case RegisterId.Ctrlpf:
                tia.Control = value;
                if (Line(tia, clock) < Beam.BlankClocks + 79)
                {
                    tia.Mirrored = (value & 1) != 0;
                }
                Objects.Change(ref tia, TiaObject.Playfield);
                Objects.Change(ref tia, TiaObject.Ball);
                break;
            case RegisterId.Refp0 or RegisterId.Refp1:
                Objects.SideOf(ref tia, register - 0x0B).Reflected = (value & 8) != 0;
                Objects.ChangePlayer(ref tia, register - 0x0B);
                break;
            case RegisterId.Pf0: // D4 is the leftmost
                tia.Playfield = (tia.Playfield & 0xFFFF0) | (uint)value >> 4;
                Objects.Change(ref tia, TiaObject.Playfield);
                break;
            case RegisterId.Pf1: // D7 is the leftmost
                tia.Playfield = (tia.Playfield & 0xFF00F) | Objects.Reversed(value) << 4;
                Objects.Change(ref tia, TiaObject.Playfield);
                break;
            case RegisterId.Pf2: // D0 is the leftmost
                tia.Playfield = (tia.Playfield & 0x00FFF) | (uint)value << 12;
                Objects.Change(ref tia, TiaObject.Playfield);
                break;
            case RegisterId.Resp0 or RegisterId.Resp1:
                Motion.ResetPlayer(ref tia, picture, register & 1, clock, Line(tia, clock));
                break;
            case RegisterId.Resm0 or RegisterId.Resm1:
                Objects.SideOf(ref tia, register & 1).MissileX
                    = Motion.ResetSmall(ref tia, register == 0x12 ? TiaObject.Missile0 : TiaObject.Missile1, clock, Line(tia, clock));
                Objects.ChangeMissile(ref tia, register & 1);
                break;
            case RegisterId.Resbl:
                tia.BallX = Motion.ResetSmall(ref tia, TiaObject.Ball, clock, Line(tia, clock));
                Objects.Change(ref tia, TiaObject.Ball);
                break;
            case RegisterId.Grp0: // hands player 1 its delayed graphics
                tia.Side0.Graphics = value;
                tia.Side1.OldGraphics = tia.Side1.Graphics;
                Objects.ChangePlayer(ref tia, 0);
                if (tia.Side1.Delayed)
                {
                    Objects.ChangePlayer(ref tia, 1);
                }
                break;
            case RegisterId.Grp1: // does so for player 0 and the ball
                tia.Side1.Graphics = value;
                tia.Side0.OldGraphics = tia.Side0.Graphics;
                tia.OldBallEnabled = tia.BallEnabled;
                Objects.ChangePlayer(ref tia, 1);
                if (tia.Side0.Delayed)
                {
                    Objects.ChangePlayer(ref tia, 0);
                }
                if (tia.BallDelayed)
                {
                    Objects.Change(ref tia, TiaObject.Ball);
                }
                break;
            case RegisterId.Enam0 or RegisterId.Enam1:
                Objects.SideOf(ref tia, register - 0x1D).MissileEnabled = (value & 2) != 0;
                Objects.ChangeMissile(ref tia, register - 0x1D);
                break;
            case RegisterId.Enabl:
                tia.BallEnabled = (value & 2) != 0;
                Objects.Change(ref tia, TiaObject.Ball);
                break;
            case RegisterId.Hmp0: tia.Side0.PlayerMotion = (byte)(value >> 4); break;
            case RegisterId.Hmp1: tia.Side1.PlayerMotion = (byte)(value >> 4); break;
            case RegisterId.Hmm0: Motion.WriteMissile0(ref tia, (byte)(value >> 4), clock); break;
            case RegisterId.Hmm1: tia.Side1.MissileMotion = (byte)(value >> 4); break;
            case RegisterId.Hmbl: tia.BallMotion = (byte)(value >> 4); break;
            case RegisterId.Vdelp0 or RegisterId.Vdelp1:
                Objects.SideOf(ref tia, register - 0x25).Delayed = (value & 1) != 0;
                Objects.ChangePlayer(ref tia, register - 0x25);
                break;
            case RegisterId.Vdelbl:
                tia.BallDelayed = (value & 1) != 0;
                Objects.Change(ref tia, TiaObject.Ball);
                break;
            case RegisterId.Resmp0 or RegisterId.Resmp1:
                LockMissile(ref tia, register & 1, (value & 2) != 0);
                break;
            case RegisterId.Hmove:
                Motion.Move(ref tia, clock, Line(tia, clock));
                break;
            case RegisterId.Hmclr:
                tia.Side0.PlayerMotion = tia.Side1.PlayerMotion = tia.Side0.MissileMotion = tia.Side1.MissileMotion = tia.BallMotion = 0;
                break;
            case RegisterId.Cxclr:
                tia.Collisions = 0;
                break;
        }
        return cycles;
    }

    // GRP0 and GRP1 do more than change their own value, once: they hand on the delayed graphics.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsSettled(in TiaState tia, int register) => register is not (0x1B or 0x1C)
        || (tia.Side0.OldGraphics == tia.Side0.Graphics && tia.Side1.OldGraphics == tia.Side1.Graphics && tia.OldBallEnabled == tia.BallEnabled);

    private static int Line(in TiaState tia, int clock) => (clock - tia.Origin) % Beam.LineClocks;

    // Colour clocks until a write shows. That of the playfield depends on where in a group of four the processor's cycle lies; a line has 19 groups.
    // The clocks are a multiple of three, and a third of such a number is its negative modulo 4.
    private static int Delay(int register, int sinceOrigin)
        => register is >= 0x0D and <= 0x0F ? (0x3254 >> 4 * (-sinceOrigin & 3)) & 15 : RegisterId.Delays[register];

    /// <summary>
    /// A colour as it reaches the screen; PAL television drops colour after a frame with an odd number of lines.
    /// </summary>
    public static byte Colour(ref TiaState tia, byte value)
        => (byte)(value & 0xFE | (tia.Pal ? tia.LastLines & 1 : 0));

    // A missile locked to its player is hidden, and released at the player's middle.
    private static void LockMissile(ref TiaState tia, int index, bool locked)
    {
        ref PlayerPair side = ref Objects.SideOf(ref tia, index);
        if (side.MissileLocked && !locked)
        {
            side.MissileX = Objects.Wrap(side.PlayerX + (side.Size & 7) switch { 5 => 8, 7 => 16, _ => 4 });
        }
        side.MissileLocked = locked;
        Objects.ChangeMissile(ref tia, index);
    }

    // A capacitor charges through the paddle once the program stops dumping it; D7 shows when it is full. The comparison is one of unsigned
    // numbers in ALE: a dump that ended in an earlier frame reads as not charged.
    private static int Charged(ref TiaState tia, int resistance, int cycles)
    {
        if (resistance == InputLines.NoPaddle || tia.Dumping)
        {
            return 0;
        }
        if (resistance == 0)
        {
            return 0x80;
        }
        uint needed = (uint)(1.6 * resistance * 0.01E-6 * 1.19E6);
        return (uint)cycles > (uint)tia.DumpEndCycle + needed ? 0x80 : 0;
    }
}
