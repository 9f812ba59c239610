namespace Bellman.Environments.Atari;

/// <summary>
/// What a game's rules make of the RAM after a frame. The next frame's reading is a function of this one and of the RAM
/// then.
/// </summary>
internal readonly record struct GameState
{
    /// <summary>The score on the screen.</summary>
    public int Score { get; init; }

    /// <summary>What the frame earned.</summary>
    public int Reward { get; init; }

    /// <summary>The lives as the game counts them; 0 where it knows none.</summary>
    public int Lives { get; init; }

    /// <summary>The lives as ALE reports them: none when the game is over.</summary>
    public int LivesLeft => IsOver ? 0 : Lives;

    /// <summary>Whether the game is over.</summary>
    public bool IsOver { get; init; }

    /// <summary>Something that a game has to remember besides.</summary>
    public int Memory { get; init; }

    /// <summary>
    /// The reading after this one, as nearly every game makes it: the reward is what the score grew by.
    /// </summary>
    public GameState Next(int score, bool isOver, int lives = 0)
        => this with { Score = score, Reward = score - Score, IsOver = isOver, Lives = lives };
}
