using System.Runtime.CompilerServices;

namespace Bellman.Atari.Tia;

/// <summary>
/// The television's beam. Nothing is drawn clock by clock: before anything can change the picture or look at collisions, the beam catches up,
/// in pieces that end with the line.
/// </summary>
internal static class Beam
{
    public const int LineClocks = 228, BlankClocks = 68, VisiblePixels = 160;

    // HMOVE blanks the first eight pixels of its line.
    private const int CombEnd = BlankClocks + 8;

    /// <summary>Draws up to a clock; <paramref name="picture"/> is null on frames that nobody looks at, where only collisions count.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void CatchUp(ref TiaState tia, byte[]? picture, int clock)
    {
        // The write before may show later than this access: JSR pushes two bytes at one clock.
        clock = Math.Max(clock, tia.Due);
        // While it stays in the blank part of a line there is nothing to draw yet.
        bool shows = clock - tia.Last > Math.Max(0, tia.ToLineEnd - VisiblePixels);
        if (shows && clock >= tia.Start && tia.Last < tia.Stop) Draw(ref tia, picture, clock);
    }

    private static void Draw(ref TiaState tia, byte[]? picture, int clock)
    {
        if (clock > tia.Stop) clock = tia.Stop;
        do
        {
            int position = LineClocks - tia.ToLineEnd, length;
            bool lineEnds = clock > tia.Last + tia.ToLineEnd, likeNext = lineEnds && position <= BlankClocks && !tia.Comb;
            if (lineEnds)
            {
                length = tia.ToLineEnd;
                tia.ToLineEnd = LineClocks;
            }
            else
            {
                length = clock - tia.Last;
                tia.ToLineEnd -= length;
            }
            tia.Last += length;

            int hidden = Math.Min(length, Math.Max(0, BlankClocks - position));
            position += hidden;
            length -= hidden;
            if (length > 0)
            {
                Painter.Paint(ref tia, picture, position - BlankClocks, length);
                if (tia.Comb && position < CombEnd)
                {
                    if (picture != null) picture.AsSpan(tia.Row + position - BlankClocks, CombEnd - position).Clear();
                    if (position + length >= CombEnd) tia.Comb = false;
                }
            }
            if (lineEnds && !EndLine(ref tia) && likeNext) Repeat(ref tia, picture, clock);
        }
        while (tia.Last < clock);
    }

    // Draws whole lines like the one before them, which has just ended: their collisions are latched already.
    private static void Repeat(ref TiaState tia, byte[]? picture, int clock)
    {
        for (; clock > tia.Last + LineClocks; tia.Last += LineClocks, tia.Row += VisiblePixels)
            if (picture != null) picture.AsSpan(tia.Row - VisiblePixels, VisiblePixels).CopyTo(picture.AsSpan(tia.Row));
    }

    // True if the next line is drawn otherwise because this one ended.
    private static bool EndLine(ref TiaState tia)
    {
        tia.Row += VisiblePixels;
        bool mirrored = (tia.Control & 1) != 0, changed = tia.CosmicArk;
        if (!changed & tia.Mirrored == mirrored & !tia.Side0.FirstCopySuppressed & !tia.Side1.FirstCopySuppressed) return false;
        if (tia.Mirrored != mirrored)
        {
            changed = true;
            tia.Mirrored = mirrored;
            Objects.Change(ref tia, Thing.Playfield);
        }
        for (int index = 0; index < 2; index++)
        {
            ref Side side = ref Objects.SideOf(ref tia, index);
            if (!side.FirstCopySuppressed) continue;
            changed = true;
            side.FirstCopySuppressed = false;
            Objects.ChangePlayer(ref tia, index);
        }
        if (tia.CosmicArk) Motion.StepCosmicArk(ref tia);
        return changed;
    }
}
