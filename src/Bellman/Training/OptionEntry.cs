using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace Bellman.Training;

/// <summary>One option as users see it: a view of one property of a record.</summary>
internal sealed class OptionEntry(JsonPropertyInfo property, string part)
{
    private const int LongestEcho = 100;

    private readonly OptionAttribute? _about
        = property.AttributeProvider?.GetCustomAttributes(typeof(OptionAttribute), inherit: false).FirstOrDefault() as OptionAttribute;

    private readonly Type _type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;

    /// <summary>The name that people type.</summary>
    public string Name { get; } = part == OptionSet.Pixels ? $"{part}.{property.Name}" : property.Name;

    /// <summary>
    /// The part of a configuration file that holds it: the run's own, which has no name, the agent's or that of the
    /// pixels.
    /// </summary>
    public string Part { get; } = part;

    /// <summary>Its name there.</summary>
    public string Key => property.Name;

    public string Help => _about?.Help ?? "";

    public string Unit => _about?.Unit ?? "";

    public string Source => _about?.Source ?? "";

    private bool IsNullable => Nullable.GetUnderlyingType(property.PropertyType) is not null;

    private bool IsNumber => _type == typeof(double) || Range is not null;

    // The whole numbers that the type holds.
    private (decimal Least, decimal Most)? Range => _type == typeof(int) ? (int.MinValue, int.MaxValue)
        : _type == typeof(long) ? (long.MinValue, long.MaxValue)
        : _type == typeof(ulong) ? (ulong.MinValue, ulong.MaxValue)
        : null;

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
    /// <exception cref="BellmanException">It does not fit.</exception>
    public JsonNode? Parse(string text)
    {
        text = text.Trim();
        return IsNullable && text.ToLowerInvariant() is "null" or "none" ? null
            : IsNumber ? Number(text.Replace("_", "", StringComparison.Ordinal), text)
            : _type == typeof(bool) ? JsonValue.Create(bool.TryParse(text, out bool flag) ? flag : throw Unfit(text))
            : Checked(JsonValue.Create(text));
    }

    /// <summary>
    /// Insists that a value has the kind that this option needs; JSON by itself would take 7 for an enum, and not 1e6
    /// for a whole number.
    /// </summary>
    /// <exception cref="BellmanException">It has another kind, or cannot be as large.</exception>
    public JsonNode? Checked(JsonNode? value)
    {
        string text = Plain(value);
        JsonValueKind kind = value?.GetValueKind() ?? JsonValueKind.Null;
        if (IsNumber && kind == JsonValueKind.Number)
        {
            return Number(text, text);
        }
        bool fits = kind == JsonValueKind.Null ? IsNullable
            : _type.IsEnum ? kind == JsonValueKind.String && Enum.GetNames(_type).Contains(text, StringComparer.OrdinalIgnoreCase)
            : _type == typeof(bool) ? kind is JsonValueKind.True or JsonValueKind.False
            : !IsNumber && (kind is JsonValueKind.String || (kind is JsonValueKind.Number && _type != typeof(string))) && !text.Any(char.IsControl);
        return fits ? value : throw Unfit(text);
    }

    public BellmanException Unfit(string text)
        => new($"'{Echo(text)}' does not fit the option '{Name}': it must be {Needed(text)}{(IsNullable ? " or null" : "")}"
            + $"{(Unit.Length > 0 ? $" ({Unit})" : "")}.");

    /// <summary>
    /// What somebody wrote, so that it can be printed: its beginning, without what would steer a terminal.
    /// </summary>
    public static string Echo(string text)
        => string.Concat(text.Take(LongestEcho).Select(letter => char.IsControl(letter) ? '?' : letter)) + (text.Length > LongestEcho ? "..." : "");

    private JsonValue Number(string digits, string text)
    {
        if (Range is var (least, most))
        {
            return WholeNumber.Parse(digits) is { } whole && whole >= least && whole <= most
                ? _type == typeof(ulong) ? JsonValue.Create((ulong)whole) : JsonValue.Create((long)whole)
                : throw Unfit(text);
        }
        return double.TryParse(digits, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number)
            ? JsonValue.Create(number) : throw Unfit(text);
    }

    // The end of the sentence "... it must be".
    private string Needed(string text)
        => _type.IsEnum ? "one of " + string.Join(", ", Enum.GetNames(_type).Select(JsonNamingPolicy.CamelCase.ConvertName))
        : _type == typeof(bool) ? "true or false"
        : _type == typeof(double) ? "a number"
        : Range is var (least, most) ? WholeNumber.Parse(text) is null ? "a whole number" : $"a whole number from {least} to {most}"
        : "a text of one line";
}
