namespace Bellman.Neural;

/// <summary>Weight initialisation. Biases are initialised to zero, except with <see cref="Torch"/>.</summary>
public enum Initializer
{
    /// <summary>PyTorch's default: weights and biases uniform in plus or minus 1/sqrt(inputs).</summary>
    Torch,

    /// <summary>He et al. 2015: normal with variance 2/inputs, for ReLU.</summary>
    He,

    /// <summary>Glorot and Bengio 2010: uniform in plus or minus sqrt(6/(inputs + outputs)), Keras' default.</summary>
    Glorot,
}

/// <summary>Initialises weights.</summary>
internal static class Initializers
{
    /// <summary>Fills the weights and biases of a layer with the given fan-in and fan-out.</summary>
    public static void Fill(
        this Initializer initializer, Span<float> weights, Span<float> biases, int inputs, int outputs, ref Rng random)
    {
        switch (initializer)
        {
            case Initializer.He:
                double deviation = Math.Sqrt(2.0 / inputs);
                foreach (ref float weight in weights)
                {
                    weight = (float)(deviation * random.NextGaussian());
                }
                break;
            case Initializer.Glorot:
                FillUniform(weights, Math.Sqrt(6.0 / (inputs + outputs)), ref random);
                break;
            default:
                FillUniform(weights, 1 / Math.Sqrt(inputs), ref random);
                FillUniform(biases, 1 / Math.Sqrt(inputs), ref random);
                break;
        }
    }

    private static void FillUniform(Span<float> values, double bound, ref Rng random)
    {
        foreach (ref float value in values)
        {
            value = (float)random.NextDouble(-bound, bound);
        }
    }
}
