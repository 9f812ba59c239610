namespace Bellman.Learning;

/// <summary>Calls a network, which may be a user's own, and checks the length of its outputs.</summary>
internal static class NetworkOutputs
{
    /// <summary>The outputs for rows of inputs.</summary>
    /// <exception cref="BellmanException">There are more or fewer of them than expected.</exception>
    public static ReadOnlySpan<float> Outputs(this INetwork network, ReadOnlySpan<float> inputs, int rows, int expected, ForwardMode pass)
    {
        ReadOnlySpan<float> outputs = network.Forward(inputs, rows, pass);
        return outputs.Length == expected ? outputs : throw new BellmanException(
            $"A network of the type {network.GetType().Name} gave {outputs.Length} outputs for {rows} rows, and {expected} are needed: "
            + "its Forward must return as many as it has outputs, for every row.");
    }
}
