using System.Text.Json.Serialization;

namespace Bellman.Agents;

/// <summary>What a policy file says of itself, as source-generated JSON.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true, RespectNullableAnnotations = true,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals)] // bounds may be infinite
[JsonSerializable(typeof(QNetworkSpec))]
[JsonSerializable(typeof(Tabular.TabularOptions))]
[JsonSerializable(typeof(EnvironmentSpec))]
internal sealed partial class AgentJson : JsonSerializerContext;
