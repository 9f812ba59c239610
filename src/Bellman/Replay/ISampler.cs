namespace Bellman.Replay;

/// <summary>Samples the rows of a replay memory. Each row keeps its slot for its lifetime.</summary>
internal interface ISampler
{
    /// <summary>Adds a row.</summary>
    void Add(int slot);

    /// <summary>Removes a row.</summary>
    void Remove(int slot);

    /// <summary>Samples rows, with replacement.</summary>
    /// <param name="slots">Filled.</param>
    /// <param name="weights">Filled with the importance weights; empty: uniform sampling.</param>
    /// <param name="beta">Exponent of the importance weights, from 0 to 1.</param>
    /// <param name="random">Where to draw from.</param>
    void Sample(Span<int> slots, Span<float> weights, double beta, ref Rng random);

    /// <summary>Updates the priorities by the errors of the last sample.</summary>
    void Update(ReadOnlySpan<int> slots, ReadOnlySpan<float> errors);

    /// <summary>Saves or loads what is not a row's; loading forgets all rows.</summary>
    void Sync(StateStream stream);

    /// <summary>Saves or loads what is known of a row that lives.</summary>
    void Sync(StateStream stream, int slot);
}
