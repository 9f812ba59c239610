namespace Bellman.Atari.Tia;

/// <summary>Strobes that put objects somewhere, and HMOVE, which shifts all five.</summary>
internal static class Motion
{
    /// <summary>
    /// HMOVE shifts each object by its motion register: fully in the last columns of a line, less and less the later it
    /// comes in the visible part (<paramref name="line"/> is the clock within the line).
    /// </summary>
    public static void Move(ref TiaState tia, int clock, int line)
    {
        int column = line / 3;
        if (tia.CombAllowed && column is <= 20 or 75)
        {
            tia.Comb = true;
        }
        Shift(ref tia.Side0.PlayerX, tia.Side0.PlayerMotion, column);
        Shift(ref tia.Side1.PlayerX, tia.Side1.PlayerMotion, column);
        Shift(ref tia.Side0.MissileX, tia.Side0.MissileMotion, column);
        Shift(ref tia.Side1.MissileX, tia.Side1.MissileMotion, column);
        Shift(ref tia.BallX, tia.BallMotion, column);
        tia.Side0.FirstCopySuppressed = tia.Side1.FirstCopySuppressed = false;
        tia.MovedAt = clock;
        tia.CosmicArk = false;
        for (int index = 0; index < 2; index++)
        {
            Objects.ChangePlayer(ref tia, index);
            Objects.ChangeMissile(ref tia, index);
        }
        Objects.Change(ref tia, TiaObject.Ball);
    }

    /// <summary>
    /// How far HMOVE in a CPU column moves an object to the right whose motion register holds a nibble.
    /// </summary>
    public static int Distance(int column, int nibble)
    {
        int full = nibble < 8 ? -nibble : 16 - nibble;
        return column switch
        {
            75 => full,
            <= 20 => Math.Max(full, FloorQuarter(3 * column - 35)),
            < 55 => 0,
            _ => Math.Min(0, full - FloorQuarter(3 * column - 187)),
        };
    }

    /// <summary>
    /// RESP: the player starts again five pixels on. Copies that were not about to start there wait for the next line.
    /// </summary>
    public static void ResetPlayer(ref TiaState tia, byte[]? picture, int index, int clock, int line)
    {
        ref PlayerPair side = ref Objects.SideOf(ref tia, index);
        int x = line < Beam.BlankClocks ? 3 : (line - Beam.BlankClocks + 5) % Beam.VisiblePixels;
        int distance = Objects.Wrap(x - side.PlayerX), mode = side.Size & 7;
        int width = mode switch { 5 => 16, 7 => 32, _ => 8 };
        bool suppressed = true;
        for (int copy = 0; copy < 3; copy++)
        {
            int offset = copy switch { 0 => 0, 1 => Objects.SecondCopy[mode], _ => Objects.ThirdCopy[mode] };
            if (copy > 0 && offset == 0)
            {
                continue;
            }
            int into = distance - offset;
            if (into is >= 0 and < 4)
            {
                suppressed = false;
            }
            // The copy is on its way out: it is finished first.
            else if (into >= 4 && into < 4 + width)
            {
                Beam.CatchUp(ref tia, picture, clock + 11);
            }
        }
        side.PlayerX = x;
        side.FirstCopySuppressed = suppressed;
        Objects.ChangePlayer(ref tia, index);
    }

    /// <summary>
    /// RESM and RESBL: four pixels on, but for a few moments shortly after HMOVE (ALE's core fixes games with these).
    /// </summary>
    public static int ResetSmall(ref TiaState tia, TiaObject thing, int clock, int line) => (thing, clock - tia.MovedAt, line) switch
    {
        (TiaObject.Missile0, 60, 69) => 8,
        (TiaObject.Missile1, 9, 18) => 3,
        (TiaObject.Ball, 54, 60 or 69) => 10,
        (TiaObject.Ball, 9, 18) => 3,
        (TiaObject.Ball, 21, 30) => 6,
        (TiaObject.Ball, 18, 27) => 5,
        (_, _, < Beam.BlankClocks) => 2,
        _ => (line - Beam.BlankClocks + 4) % Beam.VisiblePixels,
    };

    /// <summary>
    /// HMM0 changed from 7 to 6 exactly 63 clocks after HMOVE keeps missile 0 moving (the stars of Cosmic Ark).
    /// </summary>
    public static void WriteMissile0(ref TiaState tia, byte nibble, int clock)
    {
        if (clock == tia.MovedAt + 63 && tia.Side0.MissileMotion == 7 && nibble == 6)
        {
            tia.CosmicArk = true;
            tia.CosmicArkStep = 0;
        }
        tia.Side0.MissileMotion = nibble;
    }

    /// <summary>One completed line while missile 0 keeps moving.</summary>
    public static void StepCosmicArk(ref TiaState tia)
    {
        tia.CosmicArkStep = (tia.CosmicArkStep + 1) & 3;
        tia.Side0.MissileX = Objects.Wrap(tia.Side0.MissileX - tia.CosmicArkStep switch { 0 => 18, 1 => 33, 2 => 0, _ => 17 });
        Objects.ChangeMissile(ref tia, 0);
    }

    private static void Shift(ref int x, byte nibble, int column) => x = Objects.Wrap(x + Distance(column, nibble));

    private static int FloorQuarter(int number) => number >> 2;
}
