using System.Globalization;
using Bellman.Agents;
using Bellman.Replay;
using Bellman.Training;

namespace Bellman.Cli.Commands;

/// <summary>What a run will take of the machine, said before it is taken.</summary>
internal static class MemoryNote
{
    public static string For(RunOptions options)
    {
        if (options.Agent is not DqnOptions dqn)
        {
            return "no replay memory";
        }
        ReplayShape shape = DqnAgent.Shape(dqn, options.WorldFactory()().Spec, options.Lanes);
        return string.Create(CultureInfo.InvariantCulture, $"replay memory: {ReplayShape.Size(shape.Bytes)} for {shape.Capacity:N0} observations");
    }
}
