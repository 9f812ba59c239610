using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace Bellman.Cli.Options;

/// <summary>One option as people see it. The records of the library are the only list of names; this is a view of one property.</summary>
internal sealed class OptionEntry(JsonPropertyInfo property, string part)
{
    private readonly OptionAttribute? _about
        = property.AttributeProvider?.GetCustomAttributes(typeof(OptionAttribute), inherit: false).FirstOrDefault() as OptionAttribute;

    private readonly Type _type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;

    /// <summary>The name that people type.</summary>
    public string Name { get; } = part == OptionSet.Pixels ? $"{part}.{property.Name}" : property.Name;

    /// <summary>The part of a configuration file that holds it: the run's own, which has no name, the agent's or that of the pixels.</summary>
    public string Part { get; } = part;

    /// <summary>Its name there.</summary>
    public string Key => property.Name;

    public string Help => _about?.Help ?? "";

    public string Unit => _about?.Unit ?? "";

    public string Source => _about?.Source ?? "";

    /// <summary>What a value must look like, as the end of the sentence "... must be".</summary>
    public string Kind
    {
        get
        {
            string kind = _type.IsEnum ? string.Join(", ", Enum.GetNames(_type).Select(JsonNamingPolicy.CamelCase.ConvertName))
                : _type == typeof(bool) ? "true or false"
                : _type == typeof(double) || _type == typeof(float) ? "a number"
                : IsWhole ? "a whole number"
                : "a text";
            return IsNullable ? kind + " or null" : kind;
        }
    }

    private bool IsNullable => Nullable.GetUnderlyingType(property.PropertyType) is not null;

    private bool IsWhole => _type == typeof(int) || _type == typeof(long) || _type == typeof(ulong);

    /// <summary>The value as people type it.</summary>
    public string Text(JsonNode? value) => _type.IsEnum ? JsonNamingPolicy.CamelCase.ConvertName(Plain(value)) : Plain(value);

    /// <summary>A JSON value without quotes.</summary>
    public static string Plain(JsonNode? value) => value switch
    {
        null => "null",
        JsonValue text when text.GetValueKind() == JsonValueKind.String => text.GetValue<string>(),
        _ => value.ToJsonString(),
    };

    /// <summary>What somebody typed, as the JSON that the record's own converter reads.</summary>
    public JsonNode? Parse(string text)
    {
        text = text.Trim();
        if (IsNullable && text.ToLowerInvariant() is "null" or "none")
        {
            return null;
        }
        if (_type == typeof(bool) || _type == typeof(double) || _type == typeof(float) || IsWhole)
        {
            // JSON has no '1_000', '.5' or 'True', but people do.
            string json = text.Replace("_", "", StringComparison.Ordinal).ToLowerInvariant();
            json = json.StartsWith('.') ? "0" + json : json;
            try
            {
                return Checked(JsonNode.Parse(json), text);
            }
            catch (JsonException)
            {
                throw Unfit(text);
            }
        }
        return Checked(JsonValue.Create(text), text);
    }

    /// <summary>Insists that a value has the kind that this option needs; JSON by itself would take 7 for an enum.</summary>
    /// <exception cref="BellmanException">It has another kind.</exception>
    public JsonNode? Checked(JsonNode? value, string text)
    {
        JsonValueKind kind = value?.GetValueKind() ?? JsonValueKind.Null;
        bool fits = kind == JsonValueKind.Null ? IsNullable
            : _type.IsEnum ? kind == JsonValueKind.String && Enum.GetNames(_type).Contains(text, StringComparer.OrdinalIgnoreCase)
            : _type == typeof(bool) ? kind is JsonValueKind.True or JsonValueKind.False
            : _type == typeof(double) || _type == typeof(float) || IsWhole ? kind == JsonValueKind.Number
            : kind is JsonValueKind.String || (kind is JsonValueKind.Number && _type != typeof(string));
        return fits ? value : throw Unfit(text);
    }

    public BellmanException Unfit(string text)
        => new($"'{text}' does not fit the option '{Name}': it must be {(_type.IsEnum ? "one of " : "")}{Kind}{(Unit.Length > 0 ? $" ({Unit})" : "")}.");
}
