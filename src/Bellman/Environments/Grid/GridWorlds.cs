using Bellman.Planning;

namespace Bellman.Environments.Grid;

/// <summary>The worlds of the catalogue whose dynamics are known, with the options that their names may carry.</summary>
internal static class GridWorlds
{
    /// <summary>Whether a name is that of a file with a world of one's own.</summary>
    public static bool IsFile(string name) => name.EndsWith(".json", StringComparison.OrdinalIgnoreCase);

    /// <summary>The name of a world's file without its folders, as any system writes them: where it lies is no matter of those who act.</summary>
    public static string FileName(string path) => path[(path.LastIndexOfAny(['/', '\\']) + 1)..];

    /// <summary>A maker of copies of a world, which share its dynamics; null if the name is none of these.</summary>
    /// <exception cref="BellmanException">An option is unknown or does not fit.</exception>
    public static Func<IEnvironment>? Factory(WorldName world, Encoding encoding)
    {
        Func<IEnvironment>? factory = world.Name switch
        {
            "FrozenLake-v1" => Lake(world, "4x4", 100, encoding),
            "FrozenLake8x8-v1" => Lake(world, "8x8", 200, encoding),
            "CliffWalking-v1" => Cliff(world, slippery: false, encoding),
            "CliffWalkingSlippery-v1" => Cliff(world, slippery: true, encoding),
            "Taxi-v3" or "Taxi-v4" => Town(world, encoding),
            "Blackjack-v1" => Cards(world, encoding),
            _ => IsFile(world.Name) ? Own(world, encoding) : null,
        };
        if (factory is not null)
        {
            world.Finish();
        }
        return factory;
    }

    private static Func<IEnvironment> Lake(WorldName world, string usual, int limit, Encoding encoding)
    {
        string wished = world["map"] ?? usual;
        if (wished is not ("4x4" or "8x8") && wished.Any(char.IsAsciiDigit))
        {
            throw world.Unfit("map", wished, "4x4, 8x8, or rows of the letters S, F, H and G such as SFF/FHF/FFG");
        }
        IReadOnlyList<string> map = wished switch { "4x4" => FrozenLake.Map4x4, "8x8" => FrozenLake.Map8x8, _ => wished.Split('/') };
        FiniteMdp mdp = FrozenLake.Mdp(map, world.Flag("slippery", usual: true));
        int? time = world.Limit(limit);
        string cells = string.Concat(map);
        var picture = new CellPicture(cells, map[0].Length);
        var layout = new StateMap(["←", "↓", "→", "↑"], [StatePanel.OfCells(cells, map[0].Length, "HG")]);
        return () => new MdpEnvironment(world.Text, mdp, null, encoding, time, FrozenLake.ActionNames) { Map = layout, Picture = picture };
    }

    private static Func<IEnvironment> Cliff(WorldName world, bool slippery, Encoding encoding)
    {
        FiniteMdp mdp = CliffWalking.Mdp(slippery);
        int? time = world.Limit(null);
        string cells = new string('F', 36) + "S" + new string('C', 10) + "G";
        var picture = new CellPicture(cells, 12);
        var layout = new StateMap(["↑", "→", "↓", "←"], [StatePanel.OfCells(cells, 12, "CG")]);
        return () => new MdpEnvironment(world.Text, mdp, null, encoding, time, CliffWalking.ActionNames)
        {
            Map = layout, Picture = picture,
        };
    }

    private static Func<IEnvironment> Town(WorldName world, Encoding encoding)
    {
        // Gymnasium's rain in version 3 was broken, and version 4 is its repair: there is no reason to offer the broken one.
        bool rain = world.Name == "Taxi-v4" && world.Flag("rain", usual: false);
        bool fickle = world.Flag("fickle", usual: false);
        FiniteMdp mdp = Taxi.Mdp(new() { Grip = rain ? 0.8 : 1, Fickle = fickle ? 0.3 : 0, Masked = world.Flag("masked", usual: false) });
        StateLabels? labels = !fickle ? null
            : new([Taxi.Visible], [.. Enumerable.Range(0, mdp.States).Select(state => state % Taxi.Visible)]);
        int? time = world.Limit(200);
        var picture = new TaxiPicture();
        StateMap layout = Taxi.Map();
        return () => new MdpEnvironment(world.Text, mdp, labels, encoding, time, Taxi.ActionNames) { Map = layout, Picture = picture };
    }

    private static Func<IEnvironment> Cards(WorldName world, Encoding encoding)
    {
        FiniteMdp mdp = Blackjack.Mdp(world["rules"] switch
        {
            null or "sab" => BlackjackRules.SuttonBarto,
            "natural" => BlackjackRules.Natural,
            "plain" => BlackjackRules.Plain,
            var rules => throw world.Unfit("rules", rules, "sab, natural or plain"),
        });
        int? time = world.Limit(null);
        var picture = new BlackjackPicture(Blackjack.Labels);
        StateMap layout = Blackjack.Map();
        return () => new MdpEnvironment(world.Text, mdp, Blackjack.Labels, encoding, time, Blackjack.ActionNames)
        {
            Map = layout, Picture = picture,
        };
    }

    private static Func<IEnvironment> Own(WorldName world, Encoding encoding)
    {
        MdpFile file = MdpFileReader.Read(world.Name);
        FiniteMdp mdp = file.ToMdp();
        string name = FileName(world.Text);
        return () => new MdpEnvironment(name, mdp, null, encoding, file.TimeLimit);
    }
}
