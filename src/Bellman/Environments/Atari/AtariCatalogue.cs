using Bellman.Atari;

namespace Bellman.Environments.Atari;

/// <summary>
/// The names of the Atari environments, as Gymnasium has them, with the options that they may carry:
/// <c>ALE/Breakout-v5</c>, <c>BreakoutNoFrameskip-v4</c>, <c>ALE/Pong-v5:sticky=0,difficulty=3</c>.
/// </summary>
internal static class AtariCatalogue
{
    private const string Folder = "ALE/", OwnFolder = "Bellman/", NoSkip = "NoFrameskip", Deterministic = "Deterministic";

    /// <summary>The name of the game that stands for any ROM; its rules are options.</summary>
    private const string Any = "Rom";

    /// <summary>The names that people use, for those who mistype one.</summary>
    public static IEnumerable<string> Names
        => AtariGames.All.SelectMany(game => (string[])[$"{Folder}{game.Name}-v5", $"{game.Name}{NoSkip}-v4", $"{game.Name}-v4"]);

    /// <summary>Whether this is the name of a game, without its options.</summary>
    public static bool Knows(string name) => Find(name) is not null;

    /// <summary>The game of an environment's name; null if it is none, or any ROM.</summary>
    public static AtariGame? GameOf(EnvironmentName environment) => Find(environment.Name)?.Game;

    /// <summary>A maker of environments that share a ROM; null if the name is not that of a game.</summary>
    /// <exception cref="BellmanException">The ROM is not there, or an option is unknown or does not fit.</exception>
    public static Func<IEnvironment>? Factory(EnvironmentName environment)
    {
        if (Find(environment.Name) is not var (known, usual))
        {
            return null;
        }
        AtariGame game = known ?? GivenRules.Game(Any, environment);
        int? skip = environment.Whole("skip");
        AtariOptions options = usual with
        {
            Skip = skip ?? usual.Skip,
            MostSkip = skip is null ? usual.MostSkip : 0,
            Sticky = environment.Probability("sticky", usual.Sticky),
            AllActions = environment["actions"] switch
            {
                null or "minimal" => false,
                "all" => true,
                var value => throw environment.Unfit("actions", value, "minimal or all"),
            },
            Mode = environment.Whole("mode"),
            Difficulty = environment.Whole("difficulty") ?? 0,
            MostFrames = environment.Limit(usual.MostFrames),
            NoOps = environment.Whole("noops") ?? 0,
            LifeLoss = environment.Flag("lifeloss", usual: false),
            AleSeed = environment.Bits("seed"),
        };
        string? file = environment["rom"];
        environment.Finish();
        options.Validate(game);
        if (known is null && file is null)
        {
            throw new BellmanException($"{environment.Name} plays any ROM: name its file, such as {environment.Name}:rom=FILE or with --rom FILE.");
        }
        Cartridge cartridge = AtariRoms.Load(game, file);
        if (known is not null && AtariGames.All.FirstOrDefault(other => AtariRoms.IsOf(other, cartridge.Md5)) is { } right && right != known)
        {
            throw new BellmanException($"'{file}' is the ROM of {right.Name}, not of {known.Name}: name the right file.");
        }
        string name = environment.Without("rom"); // where a file lies is no matter of those who act
        return () => new AtariEnvironment(name, game, cartridge, options);
    }

    // No game stands for any ROM.
    private static (AtariGame? Game, AtariOptions Usual)? Find(string name)
    {
        if (Usual(name) is not var (title, usual))
        {
            return null;
        }
        AtariGame? game = name.StartsWith(OwnFolder, StringComparison.Ordinal)
            ? AtariGames.Own.FirstOrDefault(own => own.Name == title)
            : AtariGames.Find(title);
        return game is not null || title == Any ? (game, usual) : null;
    }

    // The ids of Gymnasium. Version 0 was sticky and version 4 was not; both drew how long an action lasts unless the name said otherwise.
    private static (string Game, AtariOptions Options)? Usual(string name)
    {
        string[] parts = name.Split("-v");
        if (name.StartsWith(Folder, StringComparison.Ordinal))
        {
            return parts is [_, "5"] ? (parts[0][Folder.Length..], new()) : null;
        }
        if (name.StartsWith(OwnFolder, StringComparison.Ordinal))
        {
            return parts is [_, "0"] ? (parts[0][OwnFolder.Length..], new()) : null;
        }
        if (parts is not [var game, "0" or "4"])
        {
            return null;
        }
        var old = new AtariOptions { Sticky = parts[1] == "0" ? 0.25 : 0 };
        if (game.EndsWith(NoSkip, StringComparison.Ordinal))
        {
            return (game[..^NoSkip.Length], old with { Skip = 1 });
        }
        if (game.EndsWith(Deterministic, StringComparison.Ordinal))
        {
            game = game[..^Deterministic.Length];
            return (game, old with { Skip = game == "SpaceInvaders" ? 3 : 4 });
        }
        return (game, old with { Skip = 2, MostSkip = 4 });
    }
}
