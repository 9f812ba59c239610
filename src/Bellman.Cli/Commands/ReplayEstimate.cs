using System.Globalization;
using Bellman.Agents;
using Bellman.Replay;
using Bellman.Training;

namespace Bellman.Cli.Commands;

/// <summary>What a run will take of the machine, said before it is taken.</summary>
internal static class ReplayEstimate
{
    public static string For(RunOptions options, EnvironmentSpec environment)
    {
        if (options.Agent is not DqnOptions dqn)
        {
            return "no replay memory";
        }
        ReplayShape shape = DqnAgent.Shape(dqn, environment, options.Lanes);
        string most = dqn.Compress is null ? "" : "at most ";
        return string.Create(CultureInfo.InvariantCulture,
            $"replay memory: {most}{ReplayShape.Size(shape.Bytes)} for {most}{shape.Capacity:N0} observations");
    }
}
