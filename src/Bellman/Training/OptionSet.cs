using System.Text.Json;
using System.Text.Json.Nodes;
using Bellman.Agents;

namespace Bellman.Training;

/// <summary>
/// The options of a run as a flat list of names. The list is derived from the records; there is no second list to
/// maintain.
/// </summary>
internal static class OptionSet
{
    /// <summary>The parts of a configuration. The names of the pixels' options begin with theirs.</summary>
    public const string Run = "", Agent = "agent", Pixels = "pixels";

    /// <summary>Every option of a run, of what it sees and of its agent, in the order of the records.</summary>
    public static IReadOnlyList<OptionEntry> Entries(AgentOptions agent)
    {
        var run = OptionsJson.Default.RunOptions.Properties.Where(p => p.Name is not (Agent or Pixels)).Select(p => new OptionEntry(p, Run));
        var seen = OptionsJson.Default.PixelOptions.Properties.Select(p => new OptionEntry(p, Pixels));
        var own = OptionsJson.Default.GetTypeInfo(agent.GetType())!.Properties.Where(p => p.Get is not null).Select(p => new OptionEntry(p, Agent));
        return [.. run, .. seen, .. own];
    }

    /// <summary>The options with one of them changed, as <c>--set name=value</c> says it.</summary>
    /// <exception cref="BellmanException">
    /// There is no such option (the nearest name is suggested), or the value does not fit it.
    /// </exception>
    public static RunOptions With(RunOptions options, string assignment)
    {
        int equals = assignment.IndexOf('=', StringComparison.Ordinal);
        if (equals <= 0)
        {
            throw new BellmanException($"'{OptionEntry.Echo(assignment)}' is not an assignment: write --set name=value, for example --set gamma=0.99.");
        }
        OptionEntry entry = Find(options.Agent, assignment[..equals].Trim());
        return With(options, entry, entry.Parse(assignment[(equals + 1)..]));
    }

    /// <summary>The options with one of them changed.</summary>
    /// <exception cref="BellmanException">The value does not fit.</exception>
    public static RunOptions With(RunOptions options, OptionEntry entry, JsonNode? value)
    {
        JsonObject json = ToJson(options);
        Home(json, entry)[entry.Key] = value?.DeepClone();
        try
        {
            return json.Deserialize(OptionsJson.Default.RunOptions)!;
        }
        catch (JsonException)
        {
            throw entry.Unfit(OptionEntry.Plain(value));
        }
        catch (BellmanException error)
        {
            throw new BellmanException($"Option '{entry.Name}': {error.Message}", error);
        }
    }

    /// <summary>
    /// The options with an agent of a kind: the present one if it is of that kind, else one with that kind's defaults.
    /// </summary>
    /// <exception cref="BellmanException">There is no such kind.</exception>
    public static RunOptions WithAgent(RunOptions options, string kind)
    {
        AgentOptions usual = AgentOptions.Kinds.TryGetValue(kind, out Func<AgentOptions>? create) ? create() : throw new BellmanException(
            $"There is no kind of agent '{OptionEntry.Echo(kind)}': write {AgentOptions.KindNames}.");
        return options.Agent.GetType() == usual.GetType() ? options : options with { Agent = usual };
    }

    /// <summary>The option of a name, whatever its case.</summary>
    public static OptionEntry Find(AgentOptions agent, string name)
    {
        IReadOnlyList<OptionEntry> entries = Entries(agent);
        return entries.FirstOrDefault(e => e.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            ?? throw Unknown(name, entries);
    }

    /// <summary>The value of an option as people type it.</summary>
    public static string Text(RunOptions options, OptionEntry entry) => entry.Text(Home(ToJson(options), entry)[entry.Key]);

    /// <summary>The options in which two runs differ, with both values.</summary>
    public static IEnumerable<(OptionEntry Entry, string Before, string After)> Delta(RunOptions before, RunOptions after)
    {
        JsonObject first = ToJson(before), second = ToJson(after);
        return from entry in Entries(after.Agent)
               let a = entry.Text(Home(first, entry)[entry.Key])
               let b = entry.Text(Home(second, entry)[entry.Key])
               where a != b
               select (entry, a, b);
    }

    private static BellmanException Unknown(string name, IReadOnlyList<OptionEntry> entries)
        => new($"There is no option '{OptionEntry.Echo(name)}': did you mean '{Suggestion.Nearest(name, entries.Select(e => e.Name))}'? "
            + "('bellman inspect PRESET' lists them all.)");

    private static JsonObject ToJson(RunOptions options) => JsonSerializer.SerializeToNode(options, OptionsJson.Default.RunOptions)!.AsObject();

    private static JsonObject Home(JsonObject json, OptionEntry entry) => entry.Part == Run ? json : json[entry.Part]!.AsObject();
}
