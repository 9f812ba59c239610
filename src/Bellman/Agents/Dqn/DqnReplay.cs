using Bellman.Neural.Layers;
using Bellman.Replay;

namespace Bellman.Agents.Dqn;

/// <summary>The replay memory that a DQN agent has, and whether the machine can hold such an agent.</summary>
internal static class DqnReplay
{
    /// <summary>The sizes of the replay memory that these options ask for.</summary>
    /// <exception cref="BellmanException">The environment's stacks are not of whole frames.</exception>
    public static ReplayShape Shape(DqnOptions options, EnvironmentSpec spec, int lanes)
    {
        OptionCheck.AtLeast(spec.Stack, 1, "stack");
        if (spec.ObservationLength % spec.Stack != 0)
        {
            throw new BellmanException($"{spec.Name} stacks {spec.Stack} frames in an observation of {spec.ObservationLength} numbers: "
                + "every frame must have equally many.");
        }
        return new(options.Memory, lanes, spec.ObservationLength)
        {
            Stack = spec.Stack,
            NStep = options.NStep,
            Gamma = options.Gamma,
            MaskedActions = spec.HasIllegalActions ? spec.ActionCount : 0,
            Picture = spec.Image,
            Compress = options.Compress,
            Priority = options.Priority is double alpha ? new(alpha) : null,
        };
    }

    /// <summary>Refuses an agent that this machine cannot hold, before anything of it is made.</summary>
    /// <exception cref="BellmanException">It does not fit.</exception>
    public static void RequireFits(DqnOptions options, EnvironmentSpec spec, int lanes, IReadOnlyList<ILayer> layers)
        => AgentMemory.RequireFits(Shape(options, spec, lanes).Bytes, options.Batch, spec, lanes, layers);
}
