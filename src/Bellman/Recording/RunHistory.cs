using System.Text.Json;

namespace Bellman.Recording;

/// <summary>The logs of a run, read back for drawing.</summary>
internal sealed class RunHistory
{
    /// <summary>How many episodes the run has finished, logged or not.</summary>
    public long EpisodeCount { get; private set; }

    public List<(double Steps, double Return)> Episodes { get; } = [];

    /// <summary>
    /// The mean return of the last 100 episodes: after each where all are logged, else at each report.
    /// </summary>
    public List<(double Steps, double Score)> Scores { get; } = [];

    public List<(double Steps, double Loss)> Losses { get; } = [];

    public List<(double Steps, double Value)> Values { get; } = [];

    public List<(double Steps, double Epsilon)> Epsilons { get; } = [];

    public List<(double Steps, double Mean)> Evaluations { get; } = [];

    /// <summary>Reads the logs.</summary>
    /// <param name="folder">The run's folder.</param>
    /// <param name="logEvery">Episodes of which one was logged.</param>
    public static RunHistory Read(RunFolder folder, int logEvery)
    {
        var history = new RunHistory();
        foreach (JsonElement line in Lines(folder.Episodes))
        {
            Add(history.Episodes, line, "return");
        }
        history.EpisodeCount = (long)history.Episodes.Count * logEvery;
        if (logEvery == 1)
        {
            history.ScoreEach();
        }
        foreach (JsonElement line in Lines(folder.Metrics))
        {
            if (logEvery > 1)
            {
                Add(history.Scores, line, "score");
            }
            if (line.TryGetProperty("episodes", out JsonElement episodes) && episodes.TryGetInt64(out long count))
            {
                history.EpisodeCount = Math.Max(history.EpisodeCount, count);
            }
            Add(history.Losses, line, "loss");
            Add(history.Values, line, "value");
            Add(history.Epsilons, line, "epsilon");
            if (line.TryGetProperty("evaluation", out JsonElement evaluation) && Number(line, "steps") is { } steps && Number(evaluation, "mean") is { } mean)
            {
                history.Evaluations.Add((steps, mean));
            }
        }
        return history;
    }

    private void ScoreEach()
    {
        var recent = new RecentScore();
        foreach ((double steps, double value) in Episodes)
        {
            recent.Add(value);
            Scores.Add((steps, recent.Mean));
        }
    }

    private static void Add(List<(double, double)> points, JsonElement line, string name)
    {
        if (Number(line, "steps") is { } steps && Number(line, name) is { } value)
        {
            points.Add((steps, value));
        }
    }

    // Logs may come from anywhere: what is not there, no number or not finite is not drawn.
    private static double? Number(JsonElement line, string name)
        => line.ValueKind == JsonValueKind.Object && line.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.Number
            && value.TryGetDouble(out double number) && double.IsFinite(number) ? number : null;

    private static IEnumerable<JsonElement> Lines(string path)
    {
        if (!File.Exists(path))
        {
            yield break;
        }
        foreach (string line in InputFile.ReadLines(path, "a log of the run"))
        {
            if (Parse(line) is { ValueKind: JsonValueKind.Object } element)
            {
                yield return element;
            }
        }
    }

    private static JsonElement? Parse(string line)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(line);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return null; // the last line of a run that was killed while it wrote
        }
    }
}
