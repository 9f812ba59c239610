namespace Bellman.Environments.MinAtar;

/// <summary>The names of the MinAtar worlds, with the options that they may carry.</summary>
internal static class MinAtarWorlds
{
    private const string Folder = "MinAtar/";

    /// <summary>Version 0 has all six actions, version 1 those that do something; null if the name is none of these.</summary>
    /// <exception cref="BellmanException">An option is unknown or does not fit.</exception>
    public static Func<IEnvironment>? Factory(WorldName world)
    {
        string[] parts = world.Name.Split("-v");
        if (!world.Name.StartsWith(Folder, StringComparison.Ordinal) || parts is not [var game, "0" or "1"]
            || !Enum.GetNames<MinAtarGame>().Contains(game[Folder.Length..]))
        {
            return null;
        }
        var options = new MinAtarOptions
        {
            Minimal = parts[1] == "1", Sticky = world.Probability("sticky", 0.1), Ramping = world.Flag("ramping", usual: true),
        };
        world.Finish();
        options.Validate();
        return () => new MinAtarWorld(Enum.Parse<MinAtarGame>(game[Folder.Length..]), options);
    }
}
