namespace Bellman.Atari.Tia;

/// <summary>Where a frame begins: the vertical side of the picture.</summary>
internal static class Frame
{
    /// <summary>A TIA whose other fields are fresh: the beam stands at the start of the first frame.</summary>
    public static void Reset(ref TiaState tia)
    {
        tia.Origin = 0;
        tia.SyncFinish = int.MaxValue;
        Position(ref tia);
        // Seen only when no frame starts after the reset because one was under way: then ALE draws the hidden lines too.
        tia.Last = 0;
        tia.Stale = Objects.All;
    }

    /// <summary>Begins a frame at a clock, which becomes clock 0; the present line goes on.</summary>
    public static void Start(ref TiaState tia, int clock)
    {
        tia.LastLines = (clock - tia.Origin) / Beam.LineClocks;
        tia.Origin = -((clock - tia.Origin) % Beam.LineClocks);
        if (tia.SyncFinish != int.MaxValue)
        {
            tia.SyncFinish -= clock;
        }
        tia.MovedAt -= clock;
        tia.DumpEndCycle -= clock / 3;
        Position(ref tia);
        if (!tia.Pal)
        {
            return;
        }
        tia.Colour0 = RegisterFile.Colour(ref tia, tia.Colour0);
        tia.Colour1 = RegisterFile.Colour(ref tia, tia.Colour1);
        tia.PlayfieldColour = RegisterFile.Colour(ref tia, tia.PlayfieldColour);
        tia.Background = RegisterFile.Colour(ref tia, tia.Background);
    }

    private static void Position(ref TiaState tia)
    {
        tia.Start = tia.Origin + Beam.LineClocks * tia.FirstLine;
        tia.Stop = tia.Start + Beam.LineClocks * tia.Height;
        tia.Limit = tia.Origin + Beam.LineClocks * (tia.LineLimit + 1);
        tia.Last = tia.Start;
        tia.ToLineEnd = Beam.LineClocks;
        tia.Row = 0;
        tia.Due = 0;
    }
}
