using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace Bellman;

/// <summary>
/// JSON that may contain only what differs from the defaults; everything else keeps its default. Read directly into
/// init-only properties, a missing value would become 0 or null, because source-generated readers set all of them.
/// </summary>
internal static class PartialJson
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    /// <summary>Reads an object.</summary>
    /// <param name="text">The JSON.</param>
    /// <param name="usual">The defaults.</param>
    /// <param name="type">How the object is read and written.</param>
    /// <param name="what">What it is, as part of an error message.</param>
    /// <exception cref="BellmanException">It is not JSON, or does not fit the type.</exception>
    public static T Read<T>(string text, T usual, JsonTypeInfo<T> type, string what) where T : class
    {
        try
        {
            JsonObject whole = JsonSerializer.SerializeToNode(usual, type)!.AsObject();
            JsonObject said = JsonNode.Parse(text, documentOptions: Strict)?.AsObject() ?? throw new JsonException("it is null");
            foreach ((string name, JsonNode? value) in said)
            {
                whole[name] = value?.DeepClone();
            }
            return whole.Deserialize(type)!;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or ArgumentException or NotSupportedException)
        {
            throw new BellmanException($"What is saved of {what} cannot be read: {error.Message}", error);
        }
    }
}
