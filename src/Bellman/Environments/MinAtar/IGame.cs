using Bellman.Drawing;

namespace Bellman.Environments.MinAtar;

/// <summary>What can be done in a MinAtar game, in the order of the published package.</summary>
internal enum Move
{
    None,
    Left,
    Up,
    Right,
    Down,
    Fire,
}

/// <summary>One plane of the observation.</summary>
/// <param name="Name">What its cells hold.</param>
/// <param name="Color">How they are drawn.</param>
/// <param name="Size">How much of a cell's width they cover; smaller marks are drawn over larger ones.</param>
internal readonly record struct Channel(string Name, Color Color, double Size = 0.88);

/// <summary>The rules of one game, which know nothing of sticky actions and are not stepped after the end.</summary>
internal interface IGame : IStateful
{
    /// <summary>The planes of an observation.</summary>
    IReadOnlyList<Channel> Channels { get; }

    /// <summary>The moves that do something.</summary>
    IReadOnlyList<Move> Moves { get; }

    /// <summary>How often the game has become harder in this episode.</summary>
    int Level { get; }

    /// <summary>Starts an episode.</summary>
    void Reset(ref Rng random);

    /// <summary>
    /// Plays one step. An ending is only a flag: the rest of the step is played, and its rewards count.
    /// </summary>
    Outcome Step(Move move, ref Rng random);

    /// <summary>Marks what is there on planes of zeros.</summary>
    void Observe(Planes planes);
}
