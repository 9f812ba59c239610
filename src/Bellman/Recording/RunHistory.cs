using System.Text.Json;

namespace Bellman.Recording;

/// <summary>The logs of a run, read back for drawing.</summary>
internal sealed class RunHistory
{
    public List<(double Steps, double Return)> Episodes { get; } = [];

    public List<(double Steps, double Score)> Scores { get; } = [];

    public List<(double Steps, double Loss)> Losses { get; } = [];

    public List<(double Steps, double Value)> Values { get; } = [];

    public List<(double Steps, double Epsilon)> Epsilons { get; } = [];

    public List<(double Steps, double Mean)> Evaluations { get; } = [];

    public static RunHistory Read(RunFolder folder)
    {
        var history = new RunHistory();
        foreach (JsonElement line in Lines(folder.Episodes))
        {
            Add(history.Episodes, line, "return");
        }
        var recent = new RecentScore();
        foreach ((double steps, double value) in history.Episodes)
        {
            recent.Add(value);
            history.Scores.Add((steps, recent.Mean));
        }
        foreach (JsonElement line in Lines(folder.Metrics))
        {
            Add(history.Losses, line, "loss");
            Add(history.Values, line, "value");
            Add(history.Epsilons, line, "epsilon");
            if (line.TryGetProperty("evaluation", out JsonElement evaluation))
            {
                history.Evaluations.Add((line.GetProperty("steps").GetDouble(), evaluation.GetProperty("mean").GetDouble()));
            }
        }
        return history;
    }

    private static void Add(List<(double, double)> points, JsonElement line, string name)
    {
        if (line.TryGetProperty(name, out JsonElement value))
        {
            points.Add((line.GetProperty("steps").GetDouble(), value.GetDouble()));
        }
    }

    private static IEnumerable<JsonElement> Lines(string path)
    {
        if (!File.Exists(path))
        {
            yield break;
        }
        foreach (string line in InputFile.ReadLines(path, "a log of the run"))
        {
            if (Parse(line) is { } element)
            {
                yield return element;
            }
        }
    }

    private static JsonElement? Parse(string line)
    {
        try
        {
            return JsonDocument.Parse(line).RootElement;
        }
        catch (JsonException)
        {
            return null; // the last line of a run that was killed while it wrote
        }
    }
}
