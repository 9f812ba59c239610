using System.Runtime.CompilerServices;

namespace Bellman.Atari.Tia;

/// <summary>
/// The television's beam. Nothing is drawn clock by clock: before anything can change the picture or look at
/// collisions, the beam catches up, in pieces that end with the line.
/// </summary>
internal static class Beam
{
    public const int LineClocks = 228, BlankClocks = 68, VisiblePixels = 160;

    // HMOVE blanks the first eight pixels of its line.
    private const int CombEnd = 8;

    /// <summary>Whether a TIA that was read from a file draws inside a picture of so many lines.</summary>
    public static bool CanBe(in TiaState tia, int lines)
    {
        long linesAhead = ((long)tia.Stop - tia.Last - tia.ToLineEnd + LineClocks - 1) / LineClocks;
        return tia.Origin is > -LineClocks and < LineClocks
            && tia.Start == tia.Origin + LineClocks * tia.FirstLine && tia.Stop == tia.Start + LineClocks * tia.Height
            && tia.Last > -LineClocks && tia.Last <= tia.Stop && tia.ToLineEnd is >= 0 and <= LineClocks
            && tia.Row >= 0 && tia.Row + VisiblePixels * (Math.Max(0, linesAhead) + 1) <= VisiblePixels * lines;
    }

    /// <summary>
    /// Draws up to a clock; <paramref name="picture"/> is null on frames that nobody looks at, where only collisions
    /// count.
    /// </summary>
    public static void CatchUp(ref TiaState tia, byte[]? picture, int clock)
    {
        if (IsBehind(tia, clock))
        {
            Draw(ref tia, picture, clock);
        }
    }

    /// <summary>
    /// Whether there is something to draw up to a clock: nothing is while the beam stays in the blank part of a line.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsBehind(in TiaState tia, int clock)
        => Math.Max(clock, tia.Due) - tia.Last > Math.Max(0, tia.ToLineEnd - VisiblePixels) && Math.Max(clock, tia.Due) >= tia.Start && tia.Last < tia.Stop;

    /// <summary>Draws up to a clock that the beam is behind of.</summary>
    public static void Draw(ref TiaState tia, byte[]? picture, int clock)
    {
        // The write before may show later than this access: JSR pushes two bytes at one clock.
        clock = Math.Min(Math.Max(clock, tia.Due), tia.Stop);
        do
        {
            int position = LineClocks - tia.ToLineEnd, length = clock - tia.Last;
            bool lineEnds = length > tia.ToLineEnd, whole = lineEnds && position <= BlankClocks && !tia.Comb;
            if (lineEnds)
            {
                length = tia.ToLineEnd;
            }
            tia.Last += length;
            tia.ToLineEnd = lineEnds ? LineClocks : tia.ToLineEnd - length;

            int from = Math.Max(position - BlankClocks, 0), to = position + length - BlankClocks;
            if (to > from)
            {
                Painter.Paint(ref tia, picture, from, to - from);
                if (tia.Comb && from < CombEnd)
                {
                    if (picture != null)
                    {
                        picture.AsSpan(tia.Row + from, CombEnd - from).Clear();
                    }
                    if (to >= CombEnd)
                    {
                        tia.Comb = false;
                    }
                }
            }
            if (lineEnds && !EndLine(ref tia) && whole && clock > tia.Last + LineClocks)
            {
                Repeat(ref tia, picture, clock);
            }
        }
        while (clock - tia.Last > Math.Max(0, tia.ToLineEnd - VisiblePixels));
    }

    // Draws whole lines like the one before them, which has just ended: their collisions are latched already.
    private static void Repeat(ref TiaState tia, byte[]? picture, int clock)
    {
        for (; clock > tia.Last + LineClocks; tia.Last += LineClocks, tia.Row += VisiblePixels)
        {
            if (picture != null)
            {
                picture.AsSpan(tia.Row - VisiblePixels, VisiblePixels).CopyTo(picture.AsSpan(tia.Row));
            }
        }
    }

    // True if the next line is drawn otherwise because this one ended.
    private static bool EndLine(ref TiaState tia)
    {
        tia.Row += VisiblePixels;
        bool mirrored = (tia.Control & 1) != 0, changed = tia.CosmicArk;
        if (!changed & tia.Mirrored == mirrored & !tia.Side0.FirstCopySuppressed & !tia.Side1.FirstCopySuppressed)
        {
            return false;
        }
        if (tia.Mirrored != mirrored)
        {
            changed = true;
            tia.Mirrored = mirrored;
            Objects.Change(ref tia, TiaObject.Playfield);
        }
        for (int index = 0; index < 2; index++)
        {
            ref PlayerPair side = ref Objects.SideOf(ref tia, index);
            if (!side.FirstCopySuppressed)
            {
                continue;
            }
            changed = true;
            side.FirstCopySuppressed = false;
            Objects.ChangePlayer(ref tia, index);
        }
        if (tia.CosmicArk)
        {
            Motion.StepCosmicArk(ref tia);
        }
        return changed;
    }
}
