namespace Bellman.Atari.Tia;

/// <summary>The TIA's registers, named as in the Stella Programmer's Guide (Wright 1979). Sound is accepted and ignored.</summary>
internal static class Registers
{
    /// <summary>Reads D7 and D6 of a register; <paramref name="noise"/>, the byte last seen on the bus, shows in the bits that nothing drives.</summary>
    public static byte Read(ref TiaState tia, byte[]? picture, in Ports ports, int address, int cycles, byte noise)
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
    public static int Write(ref TiaState tia, byte[]? picture, int address, byte value, int cycles, bool afterRead)
    {
        address &= 0x3F;
        int clock = 3 * cycles, line = (clock - tia.Origin) % Beam.LineClocks;
        Beam.CatchUp(ref tia, picture, clock + Delay(address, line));
        if ((clock - tia.Origin) / Beam.LineClocks > tia.LineLimit) tia.FrameEnded = true;

        switch (address)
        {
            case 0x00: // VSYNC
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
            case 0x01: // VBLANK
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
            case 0x02: // WSYNC
                if (afterRead)
                {
                    int toLineEnd = 76 - (cycles - tia.Origin / 3) % 76;
                    if (toLineEnd < 76) cycles += toLineEnd;
                }
                break;
            case 0x04 or 0x05: // NUSIZ
                {
                    ref Side side = ref Objects.SideOf(ref tia, address & 1);
                    side.Size = value;
                    side.FirstCopySuppressed = false;
                    Objects.RefreshPlayer(ref tia, address & 1);
                    Objects.RefreshMissile(ref tia, address & 1);
                    break;
                }
            case 0x06: tia.Colour0 = Colour(ref tia, value); break;
            case 0x07: tia.Colour1 = Colour(ref tia, value); break;
            case 0x08: tia.PlayfieldColour = Colour(ref tia, value); break;
            case 0x09: tia.Background = Colour(ref tia, value); break;
            case 0x0A: // CTRLPF
                tia.Control = value;
                if (line < Beam.BlankClocks + 79) tia.Mirrored = (value & 1) != 0;
                Objects.RefreshPlayfield(ref tia);
                Objects.RefreshBall(ref tia);
                break;
            case 0x0B or 0x0C: // REFP
                Objects.SideOf(ref tia, address - 0x0B).Reflected = (value & 8) != 0;
                Objects.RefreshPlayer(ref tia, address - 0x0B);
                break;
            case 0x0D: // PF0: D4 is the leftmost
                tia.Playfield = (tia.Playfield & 0xFFFF0) | (uint)value >> 4;
                Objects.RefreshPlayfield(ref tia);
                break;
            case 0x0E: // PF1: D7 is the leftmost
                tia.Playfield = (tia.Playfield & 0xFF00F) | Objects.Reversed(value) << 4;
                Objects.RefreshPlayfield(ref tia);
                break;
            case 0x0F: // PF2: D0 is the leftmost
                tia.Playfield = (tia.Playfield & 0x00FFF) | (uint)value << 12;
                Objects.RefreshPlayfield(ref tia);
                break;
            case 0x10 or 0x11: // RESP
                Motion.ResetPlayer(ref tia, picture, address & 1, clock, line);
                break;
            case 0x12 or 0x13: // RESM
                Objects.SideOf(ref tia, address & 1).MissileX
                    = Motion.ResetSmall(ref tia, address == 0x12 ? Thing.Missile0 : Thing.Missile1, clock, line);
                Objects.RefreshMissile(ref tia, address & 1);
                break;
            case 0x14: // RESBL
                tia.BallX = Motion.ResetSmall(ref tia, Thing.Ball, clock, line);
                Objects.RefreshBall(ref tia);
                break;
            case 0x1B: // GRP0 hands player 1 its delayed graphics
                tia.Side0.Graphics = value;
                tia.Side1.OldGraphics = tia.Side1.Graphics;
                Objects.RefreshPlayer(ref tia, 0);
                if (tia.Side1.Delayed) Objects.RefreshPlayer(ref tia, 1);
                break;
            case 0x1C: // GRP1 does so for player 0 and the ball
                tia.Side1.Graphics = value;
                tia.Side0.OldGraphics = tia.Side0.Graphics;
                tia.OldBallEnabled = tia.BallEnabled;
                Objects.RefreshPlayer(ref tia, 1);
                if (tia.Side0.Delayed) Objects.RefreshPlayer(ref tia, 0);
                if (tia.BallDelayed) Objects.RefreshBall(ref tia);
                break;
            case 0x1D or 0x1E: // ENAM
                Objects.SideOf(ref tia, address - 0x1D).MissileEnabled = (value & 2) != 0;
                Objects.RefreshMissile(ref tia, address - 0x1D);
                break;
            case 0x1F: // ENABL
                tia.BallEnabled = (value & 2) != 0;
                Objects.RefreshBall(ref tia);
                break;
            case 0x20: tia.Side0.PlayerMotion = (byte)(value >> 4); break;
            case 0x21: tia.Side1.PlayerMotion = (byte)(value >> 4); break;
            case 0x22: Motion.WriteMissile0(ref tia, (byte)(value >> 4), clock); break;
            case 0x23: tia.Side1.MissileMotion = (byte)(value >> 4); break;
            case 0x24: tia.BallMotion = (byte)(value >> 4); break;
            case 0x25 or 0x26: // VDELP
                Objects.SideOf(ref tia, address - 0x25).Delayed = (value & 1) != 0;
                Objects.RefreshPlayer(ref tia, address - 0x25);
                break;
            case 0x27: // VDELBL
                tia.BallDelayed = (value & 1) != 0;
                Objects.RefreshBall(ref tia);
                break;
            case 0x28 or 0x29: // RESMP
                LockMissile(ref tia, address & 1, (value & 2) != 0);
                break;
            case 0x2A: // HMOVE
                Motion.Move(ref tia, clock, line);
                break;
            case 0x2B: // HMCLR
                tia.Side0.PlayerMotion = tia.Side1.PlayerMotion = tia.Side0.MissileMotion = tia.Side1.MissileMotion = tia.BallMotion = 0;
                break;
            case 0x2C: // CXCLR
                tia.Collisions = 0;
                break;
        }
        return cycles;
    }

    /// <summary>Colour clocks until a write shows.</summary>
    private static int Delay(int address, int line) => address switch
    {
        0x01 or 0x0B or 0x0C or 0x1B or 0x1C => 1,
        0x04 or 0x05 or 0x12 or 0x13 => 8,
        0x0D or 0x0E or 0x0F => (0x3254 >> 4 * (line / 3 & 3)) & 15,
        _ => 0,
    };

    /// <summary>A colour as it reaches the screen; PAL television drops colour after a frame with an odd number of lines.</summary>
    public static byte Colour(ref TiaState tia, byte value)
        => (byte)(value & 0xFE | (tia.Pal ? tia.LastLines & 1 : 0));

    // A missile locked to its player is hidden, and released at the player's middle.
    private static void LockMissile(ref TiaState tia, int index, bool locked)
    {
        ref Side side = ref Objects.SideOf(ref tia, index);
        if (side.MissileLocked && !locked)
            side.MissileX = Objects.Wrap(side.PlayerX + (side.Size & 7) switch { 5 => 8, 7 => 16, _ => 4 });
        side.MissileLocked = locked;
        Objects.RefreshMissile(ref tia, index);
    }

    // A capacitor charges through the paddle once the program stops dumping it; D7 shows when it is full. The comparison is one of unsigned
    // numbers in ALE: a dump that ended in an earlier frame reads as not charged.
    private static int Charged(ref TiaState tia, int resistance, int cycles)
    {
        if (resistance == Ports.NoPaddle || tia.Dumping) return 0;
        if (resistance == 0) return 0x80;
        uint needed = (uint)(1.6 * resistance * 0.01E-6 * 1.19E6);
        return (uint)cycles > (uint)tia.DumpEndCycle + needed ? 0x80 : 0;
    }
}
