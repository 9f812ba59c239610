using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Bellman.Training;

namespace Bellman.Cli.Commands;

/// <summary>What <c>bellman train --json</c> prints.</summary>
internal sealed record TrainResult(
    string Environment, string Preset, ulong Seed, long Steps, long Episodes, long Updates, double WallSeconds, double StepsPerSecond,
    double UpdatesPerSecond, string Fingerprint, string Out, Evaluation Evaluation);

/// <summary>The results that programs read, on one line each.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(TrainResult))]
[JsonSerializable(typeof(Evaluation))]
internal sealed partial class ResultJson : JsonSerializerContext
{
    /// <summary>Prints a result as the last line of an output.</summary>
    public static void Print<T>(TextWriter output, T result, JsonTypeInfo<T> type) => output.WriteLine(JsonSerializer.Serialize(result, type));
}
