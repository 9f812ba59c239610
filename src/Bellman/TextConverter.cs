using System.Text.Json;
using System.Text.Json.Serialization;

namespace Bellman;

/// <summary>Converts the value types of the options from and to the text that users type.</summary>
internal sealed class TextConverter<T> : JsonConverter<T> where T : IText<T>
{
    /// <inheritdoc/>
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => T.Parse(reader.TokenType switch
    {
        JsonTokenType.String => reader.GetString()!,
        JsonTokenType.Number => System.Text.Encoding.UTF8.GetString(reader.ValueSpan),
        _ => throw new JsonException($"a text or a number is needed here"),
    });

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options)
    {
        if (value is Schedule { Shape: ScheduleShape.Constant } constant)
        {
            writer.WriteNumberValue(constant.From);
        }
        else
        {
            writer.WriteStringValue(value.ToText());
        }
    }
}
