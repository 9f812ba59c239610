namespace Bellman.Environments.MinAtar;

/// <summary>
/// A miniature of an Atari game on a grid of 10 x 10 cells (Young and Tian 2019, "MinAtar: An Atari-Inspired Testbed
/// for Thorough and Reproducible Reinforcement Learning Experiments"). Plays as version 1.0.15 of the published package
/// does, also where its description says otherwise. Rewards are whole and never negative. Nothing but the game itself
/// ends an episode, so that some can go on for ever: a submarine that never dives meets nobody.
/// </summary>
/// <remarks>
/// Observation: one plane per channel, [channel x 10 x 10], 1 where something is and 0 elsewhere: channels first, where
/// the package has them last. Actions: none, left, up, right, down, fire, or those of them that the game uses
/// (<see cref="MinAtarOptions.Minimal"/>). The action executed last outlives a reset: the first step of an episode may
/// repeat the last one of the episode before.
/// </remarks>
internal sealed partial class MinAtarEnvironment : ITrusted
{
    private readonly IGame _game;
    private readonly double _sticky;
    private readonly Move[] _moves;
    private Move _executed;
    private bool _isOver;

    /// <summary>Creates an environment.</summary>
    /// <param name="game">The game.</param>
    /// <param name="options">How it is played; without them as in the paper.</param>
    /// <exception cref="BellmanException">An option is out of range.</exception>
    public MinAtarEnvironment(MinAtarGame game, MinAtarOptions? options = null)
        : this(game, Rules(game, (options ??= new()).Ramping), options)
    {
    }

    /// <summary>For tests, which arrange the game.</summary>
    internal MinAtarEnvironment(MinAtarGame game, IGame rules, MinAtarOptions options)
    {
        options.Validate();
        (_game, _sticky) = (rules, options.Sticky);
        _moves = options.Minimal ? [.. rules.Moves] : Enum.GetValues<Move>();
        int length = rules.Channels.Count * Planes.Area;
        Spec = new($"MinAtar/{game}-{(options.Minimal ? "v1" : "v0")}", length, _moves.Length)
        {
            RunsOnAnyThread = true,
            Image = new(rules.Channels.Count, Planes.Side, Planes.Side),
            Low = new float[length],
            High = [.. Enumerable.Repeat(1f, length)],
            ActionNames = [.. _moves.Select(move => move.ToString().ToLowerInvariant())],
        };
        _picture = new float[length];
        _marks = [.. Enumerable.Range(0, rules.Channels.Count).OrderBy(i => (-rules.Channels[i].Size, -i))];
    }

    /// <inheritdoc/>
    public EnvironmentSpec Spec { get; }

    /// <summary>How often the game has become harder in this episode. Not part of the observation.</summary>
    public int Level => _game.Level;

    /// <inheritdoc/>
    public void Reset(ref Rng random, Span<float> observation)
    {
        _isOver = false;
        _game.Reset(ref random);
        Observe(observation);
    }

    /// <inheritdoc/>
    public Outcome Step(int action, ref Rng random, Span<float> observation)
    {
        _executed = random.NextDouble() < _sticky ? _executed : _moves[action];
        Outcome outcome = _isOver ? new(0, Ending.Terminated) : _game.Step(_executed, ref random);
        _isOver = outcome.EpisodeOver;
        Observe(observation);
        return outcome;
    }

    /// <inheritdoc/>
    public void Sync(StateStream stream)
    {
        stream.Sync(ref _executed);
        stream.Sync(ref _isOver);
        OptionCheck.Saved(!stream.IsReading || _executed is >= Move.None and <= Move.Fire, "last action");
        _game.Sync(stream);
    }

    private static IGame Rules(MinAtarGame game, bool ramping) => game switch
    {
        MinAtarGame.Asterix => new Asterix(ramping),
        MinAtarGame.Breakout => new Breakout(),
        MinAtarGame.Freeway => new Freeway(),
        MinAtarGame.Seaquest => new Seaquest(ramping),
        MinAtarGame.SpaceInvaders => new SpaceInvaders(ramping),
        _ => throw new ArgumentOutOfRangeException(nameof(game)),
    };

    private void Observe(Span<float> observation)
    {
        observation.Clear();
        _game.Observe(new(observation));
    }
}
