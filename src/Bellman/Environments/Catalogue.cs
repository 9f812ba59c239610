using Bellman.Environments.Atari;
using Bellman.Environments.Control;
using Bellman.Environments.Finite;
using Bellman.Environments.Lander;
using Bellman.Environments.MinAtar;

namespace Bellman.Environments;

/// <summary>An environment of the catalogue.</summary>
/// <param name="Name">The name, such as <c>CartPole-v1</c>.</param>
/// <param name="Description">One line: the task.</param>
/// <param name="BestScore">Best known mean return.</param>
/// <param name="Source">Where that score comes from.</param>
public sealed record CatalogueEntry(string Name, string Description, double BestScore, string Source)
{
    /// <summary>Gymnasium's reward threshold; null: none.</summary>
    public double? Threshold { get; init; }

    /// <summary>Options that may follow the name, as in <c>Name:option=value,option=value</c>; may be empty.</summary>
    public string Options { get; init; } = "";

    /// <summary>Whether it is a finite MDP with known dynamics, for tables and planners.</summary>
    public bool IsFinite { get; init; }
}

/// <summary>
/// The built-in environments. Nothing is registered at run time: pass a factory such as
/// <c>() =&gt; new MyEnvironment()</c> to use an environment of your own.
/// </summary>
public static class Catalogue
{
    private const string Dueling = "published: Daley et al. 2025, regularised dueling, 10 million frames";

    /// <summary>Every environment that needs no file, in display order. Other Atari games need a ROM.</summary>
    public static IReadOnlyList<CatalogueEntry> Entries { get; } =
    [
        new("CartPole-v0", "Balance a pole on a cart for 200 steps.", 200, "exact: the time limit") { Threshold = 195 },
        new("CartPole-v1", "Balance a pole on a cart for 500 steps.", 500, "exact: the time limit") { Threshold = 475 },
        new("MountainCar-v0", "Swing a car that is too weak out of its valley, to the flag.", -97.5,
            "computed: search over the discretised state from 21 starts") { Threshold = -110 },
        new("Acrobot-v1", "Swing the tip of two hanging links above the bar.", -69.1, "published: RL Zoo, QR-DQN") { Threshold = -100 },
        new("LunarLander-v3", "Land a craft on its two legs between the flags.", 280, "published: the best DQN on a hub")
        {
            Threshold = 200,
            Options = "gravity, wind, windPower, turbulence, limit",
        },
        Finite("FrozenLake-v1", "Cross a lake of 4 x 4 cells of slippery ice without falling into a hole.", 0.7442, "map, slippery, limit",
            0.7),
        Finite("FrozenLake8x8-v1", "Cross a lake of 8 x 8 cells.", 0.9132, "map, slippery, limit", 0.85),
        Finite("CliffWalking-v1", "Walk along a cliff without falling.", -13, "limit"),
        Finite("CliffWalkingSlippery-v1", "Walk along a cliff where one slips.", -64.71, "limit"),
        Finite("Taxi-v3", "Fetch a passenger and bring them to their destination.", 7.93, "masked, fickle, limit", 8),
        Finite("Taxi-v4", "The same; it can rain here.", 7.93, "masked, fickle, rain, limit", 8),
        Finite("Blackjack-v1", "Come closer to 21 than the dealer.", -0.0431, "rules, limit"),
        new("Bellman/Marchers-v0", "Shoot five ranks of marching invaders, on an Atari 2600.", 1270.5,
            "measured: preset marchers, seed 1")
        {
            Options = "skip, sticky, actions, limit, noops, lifeloss",
        },
        .. MinAtar(MinAtarGame.Asterix, 5, "Collect gold among enemies.", 40.5, Dueling),
        .. MinAtar(MinAtarGame.Breakout, 3, "Break bricks with a ball and a paddle.", 57.7, Dueling),
        .. MinAtar(MinAtarGame.Freeway, 3, "Cross a road of eight lanes, again and again.", 62.9, Dueling),
        .. MinAtar(MinAtarGame.Seaquest, 6, "Dive for divers, shoot fish and submarines, mind the oxygen.", 83.1, Dueling),
        .. MinAtar(MinAtarGame.SpaceInvaders, 4, "Shoot the aliens before they land.", 184.3, "published: Young and Tian 2019, actor-critic"),
    ];

    /// <summary>Creates an environment.</summary>
    /// <param name="name">
    /// The exact name, with options such as <c>FrozenLake-v1:map=8x8</c>; or a JSON file with a finite MDP.
    /// </param>
    /// <param name="encoding">How a finite environment encodes its state; others ignore it.</param>
    /// <exception cref="BellmanException">
    /// There is no such environment (the message suggests a name), or it has no such option.
    /// </exception>
    public static IEnvironment Create(string name, StateEncoding encoding = StateEncoding.Plain) => Factory(name, encoding)();

    /// <summary>A factory of environments; its instances share constant data.</summary>
    /// <param name="name">The name, as for <see cref="Create"/>.</param>
    /// <param name="encoding">How a finite environment encodes its state; others ignore it.</param>
    /// <exception cref="BellmanException">
    /// There is no such environment (the message suggests a name), or it has no such option.
    /// </exception>
    public static Func<IEnvironment> Factory(string name, StateEncoding encoding = StateEncoding.Plain)
    {
        EnvironmentName environment = EnvironmentName.Parse(name);
        if (FiniteCatalogue.Factory(environment, encoding) is { } factory)
        {
            return factory;
        }
        if (MinAtarCatalogue.Factory(environment) is { } game)
        {
            return game;
        }
        if (AtariCatalogue.Factory(environment) is { } cabinet)
        {
            return cabinet;
        }
        factory = environment.Name switch
        {
            "CartPole-v0" => CartPole.V0,
            "CartPole-v1" => CartPole.V1,
            "MountainCar-v0" => () => new MountainCar(),
            "Acrobot-v1" => () => new Acrobot(),
            LunarLander.Name => LunarLander.Factory(environment),
            _ => throw Unknown(environment.Name),
        };
        environment.Finish();
        return factory;
    }

    /// <summary>Whether a name, with or without options, is that of a finite MDP.</summary>
    public static bool IsFinite(string name)
    {
        string bare = EnvironmentName.Parse(name).Name;
        return FiniteCatalogue.IsFile(bare)
            || Entries.Any(entry => entry.Name == bare && entry.IsFinite);
    }

    /// <summary>Whether a name, with or without options, is that of an Atari game.</summary>
    public static bool IsAtari(string name) => AtariCatalogue.Knows(EnvironmentName.Parse(name).Name);

    private static BellmanException Unknown(string name)
    {
        IEnumerable<string> known = Entries.Select(entry => entry.Name).Concat(AtariCatalogue.Names);
        return new($"There is no environment '{name}': " + (Suggestion.Near(name, known) is { } near ? $"did you mean '{near}'?"
            : "'bellman list' shows all that there are."));
    }

    private static CatalogueEntry Finite(string name, string description, double best, string options, double? threshold = null)
        => new(name, description, best, $"exact: bellman solve {name}") { Threshold = threshold, Options = options, IsFinite = true };

    /// <summary>Version 0 has all six actions; version 1 has the minimal action set.</summary>
    private static CatalogueEntry[] MinAtar(MinAtarGame game, int moves, string description, double bestScore, string source)
    {
        const string Options = "sticky, ramping";
        return
        [
            new($"MinAtar/{game}-v0", description, bestScore, source) { Options = Options },
            new($"MinAtar/{game}-v1", $"The same with its {moves} useful actions.", bestScore, source) { Options = Options },
        ];
    }
}
