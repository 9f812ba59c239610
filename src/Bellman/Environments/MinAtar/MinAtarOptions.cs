namespace Bellman.Environments.MinAtar;

/// <summary>The five games.</summary>
internal enum MinAtarGame
{
    /// <summary>Collect gold, avoid enemies.</summary>
    Asterix,

    /// <summary>Break bricks with a ball.</summary>
    Breakout,

    /// <summary>Cross a road.</summary>
    Freeway,

    /// <summary>Rescue divers, shoot enemies, mind the oxygen.</summary>
    Seaquest,

    /// <summary>Shoot the aliens before they land.</summary>
    SpaceInvaders,
}

/// <summary>Options of a MinAtar game. The defaults are those of the paper (Young and Tian 2019).</summary>
internal sealed record MinAtarOptions
{
    /// <summary>Sticky actions: probability that a step repeats the last executed action.</summary>
    public double Sticky { get; init; } = 0.1;

    /// <summary>
    /// Difficulty ramping: whether the game becomes harder with time or success. Breakout and Freeway never do.
    /// </summary>
    public bool Ramping { get; init; } = true;

    /// <summary>Whether to use the minimal action set instead of all six actions.</summary>
    public bool Minimal { get; init; }

    /// <summary>Checks the probability.</summary>
    /// <exception cref="BellmanException">It is not one.</exception>
    public void Validate() => OptionCheck.Within(Sticky, 0, 1, "sticky");
}
