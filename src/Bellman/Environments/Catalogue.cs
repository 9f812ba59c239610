using Bellman.Environments.Control;
using Bellman.Environments.MinAtar;
using Bellman.Environments.Pixels;

namespace Bellman.Environments;

/// <summary>A world that can be made by name.</summary>
/// <param name="Name">The name, such as <c>CartPole-v1</c>.</param>
/// <param name="Description">One line that says what has to be done.</param>
/// <param name="BestScore">The best mean return over episodes that is known.</param>
/// <param name="Source">Where that score comes from.</param>
public sealed record CatalogueEntry(string Name, string Description, double BestScore, string Source)
{
    /// <summary>The mean return from which Gymnasium calls the world solved; null where it names none.</summary>
    public double? Threshold { get; init; }
}

/// <summary>
/// The worlds that come with Bellman. Nothing is registered here at run time: whoever has a world of their own passes their own
/// <c>() =&gt; new MyWorld()</c> wherever a factory is asked for.
/// </summary>
public static class Catalogue
{
    /// <summary>Every world, in the order in which people should see them.</summary>
    public static IReadOnlyList<CatalogueEntry> Entries { get; } =
    [
        new("CartPole-v0", "Balance a pole on a cart for 200 steps.", 200, "exact: the time limit") { Threshold = 195 },
        new("CartPole-v1", "Balance a pole on a cart for 500 steps.", 500, "exact: the time limit") { Threshold = 475 },
        new("MountainCar-v0", "Swing a car that is too weak out of its valley, to the flag.", -97.5,
            "computed: search over the discretised state from 21 starts") { Threshold = -110 },
        new("Acrobot-v1", "Swing the tip of two hanging links above the bar.", -69.1, "published: RL Zoo, QR-DQN") { Threshold = -100 },
        .. MinAtar(MinAtarGame.Asterix, 5, "Collect gold among enemies.", 20.3),
        .. MinAtar(MinAtarGame.Breakout, 3, "Break bricks with a ball and a paddle.", 17.6),
        .. MinAtar(MinAtarGame.Freeway, 3, "Cross a road of eight lanes, again and again.", 50.2),
        .. MinAtar(MinAtarGame.Seaquest, 6, "Dive for divers, shoot fish and submarines, mind the oxygen.", 20.2),
        .. MinAtar(MinAtarGame.SpaceInvaders, 4, "Shoot the aliens before they land.", 184.3),
    ];

    /// <summary>A fresh world, seen through its screen where the options say so.</summary>
    /// <exception cref="BellmanException">There is no world of this name, or it cannot be seen in this way.</exception>
    public static IEnvironment Create(string name, PixelOptions pixels)
    {
        pixels.Validate();
        return pixels.On ? new PixelWorld(Create(name), pixels) : Create(name);
    }

    /// <summary>A fresh world. The name is compared exactly.</summary>
    /// <exception cref="BellmanException">There is no world of this name; the message says which name is nearest.</exception>
    public static IEnvironment Create(string name) => name switch
    {
        "CartPole-v0" => CartPole.V0(),
        "CartPole-v1" => CartPole.V1(),
        "MountainCar-v0" => new MountainCar(),
        "Acrobot-v1" => new Acrobot(),
        "MinAtar/Asterix-v0" => new MinAtarWorld(MinAtarGame.Asterix),
        "MinAtar/Asterix-v1" => new MinAtarWorld(MinAtarGame.Asterix, new() { Minimal = true }),
        "MinAtar/Breakout-v0" => new MinAtarWorld(MinAtarGame.Breakout),
        "MinAtar/Breakout-v1" => new MinAtarWorld(MinAtarGame.Breakout, new() { Minimal = true }),
        "MinAtar/Freeway-v0" => new MinAtarWorld(MinAtarGame.Freeway),
        "MinAtar/Freeway-v1" => new MinAtarWorld(MinAtarGame.Freeway, new() { Minimal = true }),
        "MinAtar/Seaquest-v0" => new MinAtarWorld(MinAtarGame.Seaquest),
        "MinAtar/Seaquest-v1" => new MinAtarWorld(MinAtarGame.Seaquest, new() { Minimal = true }),
        "MinAtar/SpaceInvaders-v0" => new MinAtarWorld(MinAtarGame.SpaceInvaders),
        "MinAtar/SpaceInvaders-v1" => new MinAtarWorld(MinAtarGame.SpaceInvaders, new() { Minimal = true }),
        _ => throw new BellmanException(
            $"There is no environment '{name}': did you mean '{Suggestion.Nearest(name, Entries.Select(entry => entry.Name))}'?"),
    };

    /// <summary>Version 0 with all six actions, version 1 with those that do something.</summary>
    private static CatalogueEntry[] MinAtar(MinAtarGame game, int moves, string description, double bestScore)
    {
        const string Source = "published: Young and Tian 2019, their best agent's curve";
        return
        [
            new($"MinAtar/{game}-v0", description, bestScore, Source),
            new($"MinAtar/{game}-v1", $"The same with its {moves} useful actions.", bestScore, Source),
        ];
    }
}
