using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Bellman.Training;

namespace Bellman.Cli.Commands;

/// <summary>What <c>bellman train --json</c> prints.</summary>
internal sealed record TrainResult(
    string Environment, string Preset, ulong Seed, long Steps, long Episodes, long Updates, double WallSeconds, double StepsPerSecond,
    double UpdatesPerSecond, string Fingerprint, string Out, Evaluation Evaluation);

/// <summary>
/// What <c>bellman solve --json</c> prints; no horizon is null, and so is a bound where there is none.
/// </summary>
internal sealed record SolveResult(
    string Environment, string Method, double Gamma, int? Horizon, double ExpectedReturn, int Sweeps, double? Bound);

/// <summary>What <c>bellman evaluate --exact --json</c> prints.</summary>
internal sealed record ExactResult(string Environment, double ExpectedReturn);

/// <summary>The results that programs read, on one line each.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(TrainResult))]
[JsonSerializable(typeof(Evaluation))]
[JsonSerializable(typeof(SolveResult))]
[JsonSerializable(typeof(ExactResult))]
internal sealed partial class ResultJson : JsonSerializerContext
{
    /// <summary>Prints a result as the last line of an output.</summary>
    public static void Print<T>(TextWriter output, T result, JsonTypeInfo<T> type) => output.WriteLine(JsonSerializer.Serialize(result, type));
}
