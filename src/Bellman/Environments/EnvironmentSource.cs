using System.Runtime.CompilerServices;
using Bellman.Environments.Pixels;

namespace Bellman.Environments;

/// <summary>
/// Where environments come from: a factory whose worlds are looked at once before anybody steps them. Each must be another object, because two
/// lanes in one world would play each other's episodes, and all must have the same sizes.
/// </summary>
internal sealed class EnvironmentSource(Func<IEnvironment> create)
{
    private readonly ConditionalWeakTable<IEnvironment, object> _made = [];

    /// <summary>The worlds' common description, as it was checked; null before the first one was made.</summary>
    public EnvironmentSpec? Spec { get; private set; }

    /// <summary>Makes another world.</summary>
    /// <exception cref="BellmanException">It was made before, its description is impossible, or it differs from the others in size.</exception>
    public IEnvironment Make()
    {
        IEnvironment world = create() ?? throw new BellmanException("The factory of environments made none: it must not return null.");
        EnvironmentSpec spec = world.Spec.Validated();
        if (!_made.TryAdd(Innermost(world), this))
        {
            throw new BellmanException($"The factory of {spec.Name} gave the same object twice, and lanes and evaluations need one each: write "
                + "() => new MyWorld() instead of () => world.");
        }
        Spec ??= spec;
        if ((spec.ObservationLength, spec.Actions, spec.HasIllegalActions, spec.TimeLimit, spec.Stack)
            != (Spec.ObservationLength, Spec.Actions, Spec.HasIllegalActions, Spec.TimeLimit, Spec.Stack))
        {
            throw new BellmanException($"The factory of {spec.Name} makes worlds of different sizes: {spec.ObservationLength} numbers and "
                + $"{spec.Actions} actions after {Spec.ObservationLength} and {Spec.Actions}; observations, actions, masks, limits and stacks "
                + "must be the same in all of them.");
        }
        return world;
    }

    private static IEnvironment Innermost(IEnvironment world) => world is PixelWorld pixels ? Innermost(pixels.Inner) : world;
}
