using System.Globalization;
using Bellman.Environments;

namespace Bellman.Tests.Environments.Control;

/// <summary>What Gymnasium's own code did, step by step; each file says how it was made.</summary>
internal sealed record GoldenEpisode(double[] Initial, List<GoldenStep> Steps)
{
    public static List<GoldenEpisode> Load(string name)
    {
        using Stream file = typeof(GoldenEpisode).Assembly.GetManifestResourceStream($"Golden.{name}.csv")!;
        using var reader = new StreamReader(file);
        List<GoldenEpisode> episodes = [];
        while (reader.ReadLine() is { } line)
        {
            if (line.StartsWith('#') || line.StartsWith("action", StringComparison.Ordinal))
            {
                continue;
            }
            string[] cells = line.Split(',');
            double[] state = [.. cells[3..].Select(cell => double.Parse(cell, CultureInfo.InvariantCulture))];
            if (cells[0].Length == 0)
            {
                episodes.Add(new(state, []));
            }
            else
            {
                episodes[^1].Steps.Add(new(int.Parse(cells[0], CultureInfo.InvariantCulture),
                    float.Parse(cells[1], CultureInfo.InvariantCulture), cells[2] == "1", state));
            }
        }
        return episodes;
    }
}

internal sealed record GoldenStep(int Action, float Reward, bool Terminated, double[] State);

/// <summary>Reads and writes a world's state through the only door it has.</summary>
internal static class EnvironmentState
{
    public static void Put(IEnvironment environment, double[] state)
    {
        using var stream = new MemoryStream();
        StateStream.Writer(stream).Sync<double>(state);
        stream.Position = 0;
        environment.Sync(StateStream.Reader(stream));
    }

    public static double[] Of(IEnvironment environment, int length)
    {
        using var stream = new MemoryStream();
        environment.Sync(StateStream.Writer(stream));
        stream.Position = 0;
        var state = new double[length];
        StateStream.Reader(stream).Sync<double>(state);
        Assert.Equal(stream.Length, stream.Position);
        return state;
    }
}
