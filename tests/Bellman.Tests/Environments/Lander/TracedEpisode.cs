using System.Globalization;
using System.IO.Compression;
using Bellman.Environments.Lander;

namespace Bellman.Tests.Environments.Lander;

/// <summary>
/// An episode that Gymnasium 1.4.0 with pybox2d 2.3.10 played, with every random number that it drew. A line for each step: the action, the two numbers
/// drawn, the observation, the reward and whether the episode ended, and the three bodies (place, angle, velocity, angular velocity, awake).
/// </summary>
internal sealed record TracedEpisode(string Title, double[] Draws, List<TracedStep> Steps)
{
    /// <summary>The folder that BELLMAN_LUNARLANDER_TRACES names, or else that of a few episodes which come with the tests.</summary>
    public static string Folder { get; } = Environment.GetEnvironmentVariable("BELLMAN_LUNARLANDER_TRACES") is { Length: > 0 } folder
        ? folder : Path.Combine(AppContext.BaseDirectory, "Environments", "Lander", "Golden");

    public bool HasWind => Title.EndsWith("wind", StringComparison.Ordinal);

    /// <summary>Every episode of every file there.</summary>
    public static IReadOnlyList<TracedEpisode> All { get; } = [.. Directory.GetFiles(Folder, "*.txt.gz").Order(StringComparer.Ordinal).SelectMany(Load)];

    private static IEnumerable<TracedEpisode> Load(string file)
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(file), CompressionMode.Decompress));
        while (reader.ReadLine() is { } title)
        {
            var episode = new TracedEpisode(title, Numbers(reader.ReadLine()!["draws ".Length..], double.Parse), []);
            string line = reader.ReadLine()!;
            for (; !line.StartsWith("end", StringComparison.Ordinal); line = reader.ReadLine()!)
            {
                episode.Steps.Add(TracedStep.Parse(line));
            }
            Assert.Equal(episode.Steps.Count - 1, int.Parse(line.Split(' ')[1], CultureInfo.InvariantCulture));
            yield return episode;
        }
    }

    internal static T[] Numbers<T>(string text, Func<string, CultureInfo, T> parse)
        => [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => parse(word, CultureInfo.InvariantCulture))];
}

/// <summary>A step of such an episode; the first one is the reset.</summary>
internal sealed record TracedStep(Engine Engine, double[] Draws, float[] Observation, double Reward, bool IsLast, float[][] Bodies)
{
    public static TracedStep Parse(string line)
    {
        string[] parts = line.Split('|', StringSplitOptions.TrimEntries);
        double[] outcome = TracedEpisode.Numbers(parts[3], double.Parse);
        return new(parts[0] == "-" ? Engine.None : (Engine)int.Parse(parts[0], CultureInfo.InvariantCulture), TracedEpisode.Numbers(parts[1], double.Parse),
            TracedEpisode.Numbers(parts[2], float.Parse), outcome[0], outcome[1] == 1, [.. parts[4..].Select(body => TracedEpisode.Numbers(body, float.Parse))]);
    }
}
