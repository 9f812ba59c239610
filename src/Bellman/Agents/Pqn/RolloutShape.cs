using System.Globalization;

namespace Bellman.Agents.Pqn;

/// <summary>The sizes of a rollout, and what an agent with it will cost, before any of it is allocated.</summary>
/// <param name="Rows">Steps of all lanes together.</param>
/// <param name="BatchRows">Rows of the largest minibatch.</param>
/// <param name="Bytes">Bytes of the rollout.</param>
internal readonly record struct RolloutShape(int Rows, int BatchRows, long Bytes)
{
    private const int BytesPerRow = 2 * sizeof(int) + 2 * sizeof(float) + 2 * sizeof(int); // action, order; value, return; outcome

    /// <summary>The sizes that options ask for.</summary>
    /// <exception cref="BellmanException">There are too few rows, or more than can be numbered.</exception>
    public static RolloutShape Of(PqnOptions options, EnvironmentSpec spec, int lanes)
    {
        options.Validate();
        long rows = (long)options.Rollout * lanes;
        if (rows > Array.MaxLength / 2)
        {
            throw new BellmanException(string.Create(CultureInfo.InvariantCulture,
                $"A rollout of {options.Rollout:N0} steps in {lanes:N0} lanes has {rows:N0} rows, and {Array.MaxLength / 2:N0} are the most: "
                + $"set 'rollout' lower."));
        }
        if (rows < options.Minibatches)
        {
            throw new BellmanException(string.Create(CultureInfo.InvariantCulture,
                $"A rollout of {options.Rollout:N0} steps in {lanes:N0} lanes has fewer rows than its {options.Minibatches:N0} minibatches: "
                + $"set 'minibatches' lower, or 'rollout' or 'lanes' higher."));
        }
        long number = spec.Image is null ? sizeof(float) : 1;
        return new((int)rows, Minibatches.Largest((int)rows, options.Minibatches), rows * (spec.ObservationLength * number + BytesPerRow));
    }

    /// <summary>What an agent with such a rollout takes.</summary>
    public AgentMemory MemoryOf(PqnOptions options, EnvironmentSpec spec) => AgentMemory.Of(Bytes, BatchRows, spec, options.QNetwork.CreateLayers(spec));

    /// <summary>Refuses an agent that this machine cannot hold, or that no array can.</summary>
    /// <exception cref="BellmanException">It does not fit.</exception>
    public void RequireFits(PqnOptions options, EnvironmentSpec spec, int lanes)
        => AgentMemory.RequireFits(Bytes, BatchRows, spec, lanes, options.QNetwork.CreateLayers(spec), new("rollout", "rollout", "rollout"));
}
