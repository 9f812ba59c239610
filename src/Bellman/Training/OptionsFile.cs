using System.Text.Json;
using System.Text.Json.Nodes;
using Bellman.Agents;
using Bellman.Agents.Dqn;

namespace Bellman.Training;

/// <summary>
/// Options as JSON: the <c>config.json</c> of a run, the header of a checkpoint, or only the differences from a preset.
/// They are applied property by property to complete options, so that a missing property keeps its default. Error
/// messages name the line and the column.
/// </summary>
internal sealed class OptionsFile
{
    private const string Kind = "kind";
    private const int LongestWord = 20;
    private static readonly JsonReaderOptions Lenient = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };

    private readonly string _name;
    private readonly byte[] _bytes;
    private readonly List<Setting> _settings = [];

    private OptionsFile(string name, byte[] bytes) => (_name, _bytes) = (name, bytes);

    /// <summary>The most bytes that options have.</summary>
    public const int Largest = 1 << 20;

    /// <summary>The environment that the file names, if it does.</summary>
    public string? Environment => Named("environment");

    /// <summary>The preset that the file names, if it does.</summary>
    public string? Preset => Named("preset") is { Length: > 0 } name ? name : null;

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="what">What it should be, as a sentence has it.</param>
    /// <exception cref="BellmanException">
    /// It cannot be read, or it is not JSON of the right shape; says where.
    /// </exception>
    public static OptionsFile Read(string path, string what) => Parse(path, InputFile.ReadAllBytes(path, Largest, what));

    /// <summary>Reads a text.</summary>
    /// <param name="name">Where it stands, for complaints.</param>
    /// <param name="bytes">The text, as UTF-8.</param>
    /// <exception cref="BellmanException">It is not JSON of the right shape; says where.</exception>
    public static OptionsFile Parse(string name, byte[] bytes)
    {
        var file = new OptionsFile(name, bytes);
        int start = bytes.AsSpan().StartsWith("\uFEFF"u8) ? 3 : 0;
        var reader = new Utf8JsonReader(bytes.AsSpan(start), Lenient);
        try
        {
            reader.Read();
            file.ReadObject(ref reader, start, OptionSet.Run);
            reader.Read();
        }
        catch (JsonException error)
        {
            throw new BellmanException($"{name}, line {error.LineNumber + 1}, column {error.BytePositionInLine + 1}: {Told(error)}.", error);
        }
        catch (InvalidOperationException error)
        {
            throw file.At(start + (int)reader.TokenStartIndex, "This is no text in UTF-8.", error);
        }
        return file;
    }

    /// <summary>The options of a run that the text says all of; what it leaves out is as by default.</summary>
    /// <exception cref="BellmanException">
    /// It names no environment or no kind of agent, or an option is unknown, does not fit or is out of range.
    /// </exception>
    public RunOptions Whole()
    {
        if (Environment is not { Length: > 0 } environment)
        {
            throw new BellmanException($"{_name} names no environment: write for example \"environment\": \"CartPole-v1\".");
        }
        if (!_settings.Any(IsKind))
        {
            throw new BellmanException($"{_name} does not say what learns: write for example \"agent\": {{ \"kind\": \"dqn\" }}; "
                + $"the kind is {AgentOptions.KindNames}.");
        }
        RunOptions options = Apply(new RunOptions { Environment = environment, Agent = new DqnOptions() });
        options.Validate();
        return options;
    }

    /// <summary>The options, with everything that the file says.</summary>
    /// <exception cref="BellmanException">An option is unknown or its value does not fit; says where.</exception>
    public RunOptions Apply(RunOptions options)
    {
        // The kind first, wherever it stands: it decides which options there are.
        foreach (Setting setting in _settings.OrderByDescending(IsKind))
        {
            try
            {
                options = Apply(options, setting);
            }
            catch (BellmanException error)
            {
                throw At(setting.Offset, error.Message, error);
            }
        }
        return options;
    }

    // What the reader says, without its numbers of the place, and without all that follows a word that it does not know.
    private static string Told(JsonException error)
    {
        string what = error.Message.Split(" LineNumber:")[0].TrimEnd('.');
        int end = what.LastIndexOf("' is ", StringComparison.Ordinal);
        return end < 1 ? Printable.Of(what) : $"'{string.Concat(what[1..end].TakeWhile(char.IsLetterOrDigit).Take(LongestWord))}{what[end..]}";
    }

    private static RunOptions Apply(RunOptions options, Setting setting)
    {
        if (IsKind(setting))
        {
            return OptionSet.WithAgent(options, OptionEntry.Plain(setting.Value));
        }
        OptionEntry entry = OptionSet.Find(options.Agent, setting.Part == OptionSet.Pixels ? $"{setting.Part}.{setting.Name}" : setting.Name);
        if (entry.Part != setting.Part)
        {
            string where = entry.Part == OptionSet.Run ? $"outside of the \"{setting.Part}\"" : $"into the \"{entry.Part}\"";
            throw new BellmanException($"The option '{entry.Name}' belongs {where} part of the file.");
        }
        return OptionSet.With(options, entry, entry.Checked(setting.Value));
    }

    private void ReadObject(ref Utf8JsonReader reader, int start, string part)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw At(start + (int)reader.TokenStartIndex, part == OptionSet.Run
                ? "A configuration is an object, { ... }." : $"\"{part}\" must be an object, {{ ... }}.");
        }
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            int offset = start + (int)reader.TokenStartIndex;
            string name = reader.GetString()!;
            if (!seen.Add(name))
            {
                throw At(offset, $"\"{OptionEntry.Echo(name)}\" is said twice: leave one out.");
            }
            string inner = name.ToLowerInvariant();
            if (inner is OptionSet.Agent or OptionSet.Pixels && part == OptionSet.Run)
            {
                reader.Read();
                ReadObject(ref reader, start, inner);
            }
            else
            {
                JsonNode? value = JsonNode.Parse(ref reader);
                _ = OptionEntry.Plain(value); // throws where it is no text
                _settings.Add(new(name, part, value, offset));
            }
        }
    }

    private BellmanException At(int offset, string message, Exception? inner = null)
    {
        ReadOnlySpan<byte> before = _bytes.AsSpan(0, offset);
        int line = before.Count((byte)'\n') + 1, column = offset - (before.LastIndexOf((byte)'\n') + 1) + 1;
        return new($"{_name}, line {line}, column {column}: {message}", inner);
    }

    private static bool IsKind(Setting setting)
        => setting.Part == OptionSet.Agent && setting.Name.Equals(Kind, StringComparison.OrdinalIgnoreCase);

    private string? Named(string name)
        => _settings.FirstOrDefault(s => s.Part == OptionSet.Run && s.Name.Equals(name, StringComparison.OrdinalIgnoreCase))?.Value is JsonValue value
            && value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : null;

    private sealed record Setting(string Name, string Part, JsonNode? Value, int Offset);
}
