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
        IEnvironment environment = create() ?? throw new BellmanException("The factory of environments made none: it must not return null.");
        if (!_made.TryAdd(Innermost(environment), this))
        {
            throw new BellmanException($"The factory of {environment.Spec.Name} gave the same object twice, and lanes and evaluations need one each: write "
                + "() => new MyWorld() instead of () => world.");
        }
        return Using(environment, made =>
        {
            Check(made.Spec.Validated());
            return made;
        });
    }

    /// <summary>What is made of an environment; where that fails, the environment is ended.</summary>
    public static T Using<T>(IEnvironment environment, Func<IEnvironment, T> make)
    {
        try
        {
            return make(environment);
        }
        catch
        {
            (environment as IDisposable)?.Dispose();
            throw;
        }
    }

    /// <summary>The description of the worlds that a factory makes; the one that it was read off is ended again.</summary>
    public static EnvironmentSpec SpecOf(Func<IEnvironment> create)
    {
        IEnvironment environment = create();
        using var simulator = environment as IDisposable;
        return environment.Spec;
    }

    private void Check(EnvironmentSpec spec)
    {
        Spec ??= spec;
        if ((spec.ObservationLength, spec.ActionCount, spec.HasIllegalActions, spec.TimeLimit, spec.Stack)
            != (Spec.ObservationLength, Spec.ActionCount, Spec.HasIllegalActions, Spec.TimeLimit, Spec.Stack))
        {
            throw new BellmanException($"The factory of {spec.Name} makes worlds of different sizes: {spec.ObservationLength} numbers and "
                + $"{spec.ActionCount} actions after {Spec.ObservationLength} and {Spec.ActionCount}; observations, actions, masks, limits and stacks "
                + "must be the same in all of them.");
        }
    }

    private static IEnvironment Innermost(IEnvironment environment) => environment is PixelEnvironment pixels ? Innermost(pixels.Inner) : environment;
}
