using Bellman.Planning;

namespace Bellman.Environments.Finite;

/// <summary>
/// The environments of the catalogue whose dynamics are known, with the options that their names may carry.
/// </summary>
internal static class FiniteCatalogue
{
    /// <summary>Whether a name is that of a file with an environment of one's own.</summary>
    public static bool IsFile(string name) => name.EndsWith(".json", StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// The name of an environment's file without its folders, as any system writes them: where it lies is no matter of
    /// those who act.
    /// </summary>
    public static string FileName(string path) => path[(path.LastIndexOfAny(['/', '\\']) + 1)..];

    /// <summary>
    /// A maker of copies of an environment, which share its dynamics; null if the name is none of these.
    /// </summary>
    /// <exception cref="BellmanException">An option is unknown or does not fit.</exception>
    public static Func<IEnvironment>? Factory(EnvironmentName environment, StateEncoding encoding)
    {
        Func<IEnvironment>? factory = environment.Name switch
        {
            "FrozenLake-v1" => Lake(environment, "4x4", 100, encoding),
            "FrozenLake8x8-v1" => Lake(environment, "8x8", 200, encoding),
            "CliffWalking-v1" => Cliff(environment, slippery: false, encoding),
            "CliffWalkingSlippery-v1" => Cliff(environment, slippery: true, encoding),
            "Taxi-v3" or "Taxi-v4" => Town(environment, encoding),
            "Blackjack-v1" => Cards(environment, encoding),
            _ => IsFile(environment.Name) ? Own(environment, encoding) : null,
        };
        if (factory is not null)
        {
            environment.Finish();
        }
        return factory;
    }

    private static Func<IEnvironment> Lake(EnvironmentName environment, string usual, int limit, StateEncoding encoding)
    {
        string wished = environment["map"] ?? usual;
        if (wished is not ("4x4" or "8x8") && wished.Any(char.IsAsciiDigit))
        {
            throw environment.Unfit("map", wished, "4x4, 8x8, or rows of the letters S, F, H and G such as SFF/FHF/FFG");
        }
        IReadOnlyList<string> map = wished switch { "4x4" => FrozenLake.Map4x4, "8x8" => FrozenLake.Map8x8, _ => wished.Split('/') };
        FiniteMdp mdp = FrozenLake.Mdp(map, environment.Flag("slippery", usual: true));
        int? time = environment.Limit(limit);
        string cells = string.Concat(map);
        var picture = new CellPicture(cells, map[0].Length);
        var layout = new StateMap(["←", "↓", "→", "↑"], [StatePanel.OfCells(cells, map[0].Length, "HG")]);
        return () => new MdpEnvironment(environment.Text, mdp, null, encoding, time, FrozenLake.ActionNames) { Map = layout, Picture = picture };
    }

    private static Func<IEnvironment> Cliff(EnvironmentName environment, bool slippery, StateEncoding encoding)
    {
        FiniteMdp mdp = CliffWalking.Mdp(slippery);
        int? time = environment.Limit(null);
        string cells = new string('F', 36) + "S" + new string('C', 10) + "G";
        var picture = new CellPicture(cells, 12);
        var layout = new StateMap(["↑", "→", "↓", "←"], [StatePanel.OfCells(cells, 12, "CG")]);
        return () => new MdpEnvironment(environment.Text, mdp, null, encoding, time, CliffWalking.ActionNames)
        {
            Map = layout, Picture = picture,
        };
    }

    private static Func<IEnvironment> Town(EnvironmentName environment, StateEncoding encoding)
    {
        // Gymnasium's rain in version 3 was broken, and version 4 is its repair: there is no reason to offer the broken one.
        bool rain = environment.Name == "Taxi-v4" && environment.Flag("rain", usual: false);
        bool fickle = environment.Flag("fickle", usual: false);
        FiniteMdp mdp = Taxi.Mdp(new() { Grip = rain ? 0.8 : 1, Fickle = fickle ? 0.3 : 0, Masked = environment.Flag("masked", usual: false) });
        StateLabels? labels = !fickle ? null
            : new([Taxi.Visible], [.. Enumerable.Range(0, mdp.StateCount).Select(state => state % Taxi.Visible)]);
        int? time = environment.Limit(200);
        var picture = new TaxiPicture();
        StateMap layout = Taxi.Map();
        return () => new MdpEnvironment(environment.Text, mdp, labels, encoding, time, Taxi.ActionNames) { Map = layout, Picture = picture };
    }

    private static Func<IEnvironment> Cards(EnvironmentName environment, StateEncoding encoding)
    {
        FiniteMdp mdp = Blackjack.Mdp(environment["rules"] switch
        {
            null or "sab" => BlackjackRules.SuttonBarto,
            "natural" => BlackjackRules.Natural,
            "plain" => BlackjackRules.Plain,
            var rules => throw environment.Unfit("rules", rules, "sab, natural or plain"),
        });
        int? time = environment.Limit(null);
        var picture = new BlackjackPicture(Blackjack.Labels);
        StateMap layout = Blackjack.Map();
        return () => new MdpEnvironment(environment.Text, mdp, Blackjack.Labels, encoding, time, Blackjack.ActionNames)
        {
            Map = layout, Picture = picture,
        };
    }

    private static Func<IEnvironment> Own(EnvironmentName environment, StateEncoding encoding)
    {
        MdpFile file = MdpFileReader.Read(environment.Name);
        FiniteMdp mdp = file.ToMdp();
        string name = FileName(environment.Text);
        return () => new MdpEnvironment(name, mdp, null, encoding, file.TimeLimit);
    }
}
