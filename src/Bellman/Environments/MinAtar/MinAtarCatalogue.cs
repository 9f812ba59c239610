namespace Bellman.Environments.MinAtar;

/// <summary>The names of the MinAtar environments, with the options that they may carry.</summary>
internal static class MinAtarCatalogue
{
    private const string Folder = "MinAtar/";

    /// <summary>
    /// Version 0 has all six actions, version 1 those that do something; null if the name is none of these.
    /// </summary>
    /// <exception cref="BellmanException">An option is unknown or does not fit.</exception>
    public static Func<IEnvironment>? Factory(EnvironmentName environment)
    {
        string[] parts = environment.Name.Split("-v");
        if (!environment.Name.StartsWith(Folder, StringComparison.Ordinal) || parts is not [var game, "0" or "1"]
            || !Enum.GetNames<MinAtarGame>().Contains(game[Folder.Length..]))
        {
            return null;
        }
        var options = new MinAtarOptions
        {
            Minimal = parts[1] == "1", Sticky = environment.Probability("sticky", 0.1), Ramping = environment.Flag("ramping", usual: true),
        };
        environment.Finish();
        options.Validate();
        return () => new MinAtarEnvironment(Enum.Parse<MinAtarGame>(game[Folder.Length..]), options);
    }
}
