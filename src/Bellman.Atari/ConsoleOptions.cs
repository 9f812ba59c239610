namespace Bellman.Atari;

/// <summary>The television standard that a program was made for.</summary>
public enum Television
{
    /// <summary>Watch 60 frames: many lines mean PAL.</summary>
    Detect,

    /// <summary>262 lines, 60 Hz.</summary>
    Ntsc,

    /// <summary>312 lines, 50 Hz.</summary>
    Pal,
}

/// <summary>Options of a console. The defaults suit nearly every game.</summary>
public sealed record ConsoleOptions
{
    /// <summary>Seed of the random bytes in RAM, timer and cartridge RAM. Default: 4753849, ALE's.</summary>
    public uint Seed { get; init; } = 4753849;

    /// <summary>The first visible line after the vertical synchronisation, at most 100. Default: 34.</summary>
    public int FirstLine { get; init; } = 34;

    /// <summary>Lines of the picture, at most 250. Default: 210, 250 for PAL.</summary>
    public int? Height { get; init; }

    /// <summary>The television standard. Default: detect it.</summary>
    public Television Television { get; init; } = Television.Detect;

    /// <summary>Whether HMOVE blanks the first eight pixels of its line. Default: true.</summary>
    public bool HmoveBlanks { get; init; } = true;

    /// <summary>
    /// Whether both difficulty switches stand at A when it is switched on, until something else is set. Default: false.
    /// </summary>
    public bool DifficultyA { get; init; }

    internal void Check()
    {
        ArgumentOutOfRangeException.ThrowIfNegative(FirstLine);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(FirstLine, 100);
        if (Height is not { } height)
        {
            return;
        }
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1, nameof(Height));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(height, 250, nameof(Height));
    }
}
