using System.Runtime.CompilerServices;
using Bellman.Environments.Pixels;

namespace Bellman.Environments;

/// <summary>
/// A factory whose environments are checked before their first step. Each must be a different object, because two lanes
/// must not share one, and all must have the same sizes.
/// </summary>
internal sealed class EnvironmentSource(Func<IEnvironment> create)
{
    private readonly ConditionalWeakTable<IEnvironment, object> _made = [];

    /// <summary>The checked spec that all have in common; null before the first was created.</summary>
    public EnvironmentSpec? Spec { get; private set; }

    /// <summary>Creates another environment.</summary>
    /// <exception cref="BellmanException">
    /// It is the same object as an earlier one, its spec is invalid, or its sizes differ from the others'.
    /// </exception>
    public IEnvironment Make()
    {
        IEnvironment environment = create() ?? throw new BellmanException("The factory of environments made none: it must not return null.");
        if (!_made.TryAdd(Innermost(environment), this))
        {
            throw new BellmanException($"The factory of {environment.Spec.Name} gave the same object twice, and lanes and evaluations need one each: write "
                + "() => new MyEnvironment() instead of () => environment.");
        }
        return Using(environment, made =>
        {
            Check(made.Spec.Validated());
            return made;
        });
    }

    /// <summary>Wraps an environment; disposes the environment if that fails.</summary>
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

    /// <summary>
    /// The spec of the environments that a factory creates. The instance that it is read from is disposed.
    /// </summary>
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
            throw new BellmanException($"The factory of {spec.Name} makes environments of different sizes: {spec.ObservationLength} numbers and "
                + $"{spec.ActionCount} actions after {Spec.ObservationLength} and {Spec.ActionCount}; observations, actions, masks, limits and stacks "
                + "must be the same in all of them.");
        }
    }

    private static IEnvironment Innermost(IEnvironment environment) => environment is PixelEnvironment pixels ? Innermost(pixels.Inner) : environment;
}
