using System.Text.Json;
using System.Text.Json.Nodes;
using Bellman.Recording;
using Bellman.Training;

namespace Bellman.Cli.Options;

/// <summary>
/// Options in a JSON file: the <c>config.json</c> of a run, or only those that differ from a preset. Read property by property, so that
/// every complaint can name a line and a column.
/// </summary>
internal sealed class ConfigFile
{
    private static readonly JsonReaderOptions Lenient = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };

    private readonly string _path;
    private readonly byte[] _bytes;
    private readonly List<Setting> _settings = [];

    private ConfigFile(string path, byte[] bytes)
    {
        _path = path;
        _bytes = bytes;
    }

    /// <summary>The world that the file names, if it does.</summary>
    public string? Environment => Named("environment");

    /// <summary>The preset that the file names, if it does.</summary>
    public string? Preset => Named("preset") is { Length: > 0 } name ? name : null;

    /// <summary>Reads a file.</summary>
    /// <exception cref="BellmanException">It cannot be read, or it is not JSON of the right shape; says where.</exception>
    public static ConfigFile Read(string path)
    {
        ConfigFile file = new(path, InputFile.ReadAllBytes(path, RunFolder.LargestConfig, "a configuration"));
        file.Parse();
        return file;
    }

    /// <summary>The options, with everything that the file says.</summary>
    /// <exception cref="BellmanException">An option is unknown or its value does not fit; says where.</exception>
    public RunOptions Apply(RunOptions options)
    {
        foreach (Setting setting in _settings)
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

    private static RunOptions Apply(RunOptions options, Setting setting)
    {
        if (setting is { Part: OptionSet.Agent, Name: "kind" })
        {
            return OptionSet.WithAgent(options, OptionEntry.Plain(setting.Value));
        }
        OptionEntry entry = OptionSet.Find(options.Agent, setting.Part == OptionSet.Pixels ? $"{setting.Part}.{setting.Name}" : setting.Name);
        if (entry.Part != setting.Part)
        {
            string where = entry.Part == OptionSet.Run ? $"outside of the \"{setting.Part}\"" : $"into the \"{entry.Part}\"";
            throw new BellmanException($"The option '{entry.Name}' belongs {where} part of the file.");
        }
        string text = OptionEntry.Plain(setting.Value);
        return OptionSet.With(options, entry, entry.Checked(setting.Value, text), text);
    }

    private void Parse()
    {
        int start = _bytes.AsSpan().StartsWith("\uFEFF"u8) ? 3 : 0;
        var reader = new Utf8JsonReader(_bytes.AsSpan(start), Lenient);
        try
        {
            reader.Read();
            ReadObject(ref reader, start, OptionSet.Run);
            reader.Read();
        }
        catch (JsonException error)
        {
            string what = error.Message.Split(" LineNumber:")[0].TrimEnd('.');
            throw new BellmanException($"{_path}, line {error.LineNumber + 1}, column {error.BytePositionInLine + 1}: {what}.", error);
        }
    }

    private void ReadObject(ref Utf8JsonReader reader, int start, string part)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw At(start + (int)reader.TokenStartIndex, part == OptionSet.Run ? "A configuration is an object, { ... }." : $"\"{part}\" must be an object, {{ ... }}.");
        }
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            int offset = start + (int)reader.TokenStartIndex;
            string name = reader.GetString()!;
            if (name is OptionSet.Agent or OptionSet.Pixels && part == OptionSet.Run)
            {
                reader.Read();
                ReadObject(ref reader, start, name);
            }
            else
            {
                _settings.Add(new(name, part, JsonNode.Parse(ref reader), offset));
            }
        }
    }

    private BellmanException At(int offset, string message, Exception? inner = null)
    {
        ReadOnlySpan<byte> before = _bytes.AsSpan(0, offset);
        int line = before.Count((byte)'\n') + 1, column = offset - (before.LastIndexOf((byte)'\n') + 1) + 1;
        return new($"{_path}, line {line}, column {column}: {message}", inner);
    }

    private string? Named(string name)
        => _settings.LastOrDefault(s => s.Part == OptionSet.Run && s.Name == name)?.Value is JsonValue value && value.GetValueKind() == JsonValueKind.String
            ? value.GetValue<string>() : null;

    private sealed record Setting(string Name, string Part, JsonNode? Value, int Offset);
}
