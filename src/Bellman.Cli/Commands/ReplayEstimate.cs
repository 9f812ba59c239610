using System.Globalization;
using Bellman.Training;

namespace Bellman.Cli.Commands;

/// <summary>What a run will take of the machine, said before it is taken.</summary>
internal static class ReplayEstimate
{
    public static string For(RunOptions options, EnvironmentSpec environment)
    {
        if (options.Agent.ReplayFor(environment, options.Lanes) is not { } shape)
        {
            return "no replay memory";
        }
        string most = shape.Compress is null ? "" : "at most ";
        return string.Create(CultureInfo.InvariantCulture,
            $"replay memory: {most}{Machine.Size(shape.Bytes)} for {most}{shape.Capacity:N0} observations");
    }
}
