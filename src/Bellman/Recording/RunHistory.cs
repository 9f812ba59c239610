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
            if (line.TryGetProperty("evaluation", out JsonElement evaluation) && Number(line, "steps") is { } steps && Number(evaluation, "mean") is { } mean)
            {
                history.Evaluations.Add((steps, mean));
            }
        }
        return history;
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
