namespace Bellman.Replay;

/// <summary>Draws among the rows of a replay memory. Each row has a slot, which is its own for as long as it lives.</summary>
internal interface ISampler
{
    /// <summary>A row is born.</summary>
    void Add(int slot);

    /// <summary>A row dies.</summary>
    void Remove(int slot);

    /// <summary>Draws rows, with replacement.</summary>
    /// <param name="slots">Filled.</param>
    /// <param name="weights">Filled with what each loss is to be multiplied by; empty where all rows are as likely.</param>
    /// <param name="beta">Share of the bias that the weights take back, from 0 to 1.</param>
    /// <param name="random">Where to draw from.</param>
    void Sample(Span<int> slots, Span<float> weights, double beta, ref Rng random);

    /// <summary>Takes in how wrong the rows were that were drawn last.</summary>
    void Update(ReadOnlySpan<int> slots, ReadOnlySpan<float> errors);

    /// <summary>Saves or loads what is not a row's; loading forgets all rows.</summary>
    void Sync(StateStream stream);

    /// <summary>Saves or loads what is known of a row that lives.</summary>
    void Sync(StateStream stream, int slot);
}
