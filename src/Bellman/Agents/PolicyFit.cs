using Bellman.Agents.Tabular;

namespace Bellman.Agents;

/// <summary>
/// Checks that a policy fits an environment. Without this check a policy would run in a wrong environment with the same
/// sizes.
/// </summary>
internal static class PolicyFit
{
    /// <summary>
    /// Throws if a policy was not trained for an environment. A policy of your own has no environment and passes.
    /// </summary>
    /// <param name="policy">The policy.</param>
    /// <param name="environment">Where.</param>
    /// <param name="elsewhere">
    /// Whether another environment is intended: then only observations and actions must have the same sizes.
    /// </param>
    /// <exception cref="BellmanException">They do not fit together; the message says why.</exception>
    public static void Require(IPolicy policy, EnvironmentSpec environment, bool elsewhere = false)
    {
        EnvironmentSpec? trained = EnvironmentOf(policy);
        string? difference = trained is null ? null : Form(trained, environment)
            ?? (elsewhere || Identity(trained, environment) is not { } other ? null : $"{other} (--environment NAME tries it elsewhere on purpose)");
        if (difference is not null)
        {
            throw new BellmanException($"The policy was trained for {trained!.Name}, and does not belong to {environment.Name}: {difference}.");
        }
    }

    /// <summary>The environment that a policy was trained for; null: unknown.</summary>
    internal static EnvironmentSpec? EnvironmentOf(IPolicy policy) => policy switch
    {
        QNetworkPolicy network => network.Spec,
        TablePolicy table => table.Spec,
        _ => null,
    };

    /// <summary>Refuses rows that would be read as others of another length.</summary>
    /// <exception cref="BellmanException">The lengths do not fit.</exception>
    internal static void RequireRows(EnvironmentSpec spec, int observations, int legal, int rows)
    {
        if (observations != (long)rows * spec.ObservationLength)
        {
            throw new BellmanException(rows == 1
                ? $"An observation of {spec.Name} has {spec.ObservationLength} numbers, not {observations}."
                : $"{rows} observations of {spec.Name} have {spec.ObservationLength} numbers each, not {observations} in all.");
        }
        if (legal != 0 && legal != (long)rows * spec.ActionCount)
        {
            throw new BellmanException($"A mask of {spec.Name} has {spec.ActionCount} actions for each of {rows} observations, not {legal} in all.");
        }
    }

    private static string? Form(EnvironmentSpec trained, EnvironmentSpec environment)
        => trained.ObservationLength != environment.ObservationLength
            ? $"it sees {trained.ObservationLength} numbers, and this environment shows {environment.ObservationLength}"
        : trained.ActionCount != environment.ActionCount ? $"it chooses among {trained.ActionCount} actions, and this environment has {environment.ActionCount}"
        : trained.Image != environment.Image ? $"it sees {Picture(trained)}, and this environment shows {Picture(environment)}"
        : null;

    // Data says more than a name: an environment may have moved to another file, or another environment into the same one.
    private static string? Identity(EnvironmentSpec trained, EnvironmentSpec environment)
        => trained.HasIllegalActions != environment.HasIllegalActions
            ? "one of the two has illegal actions, and the other has none"
        : trained.Digest is not null && environment.Digest is not null
            ? trained.Digest == environment.Digest ? null : "what it consists of (its transitions, or its ROM) has changed since, or is another's"
        : trained.Name == environment.Name ? null : "they are two environments";

    private static string Picture(EnvironmentSpec spec)
        => spec.Image is { } shape ? $"pictures of {shape}" : "no pictures";
}
