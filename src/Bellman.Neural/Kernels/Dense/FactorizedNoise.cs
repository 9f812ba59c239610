using System.Runtime.Intrinsics;

namespace Bellman.Neural.Kernels;

/// <summary>
/// Noise that is the product of a factor of an input and one of an output, for a block of weights as
/// <see cref="WeightBlocks"/> has them.
/// </summary>
internal static unsafe class FactorizedNoise
{
    private const int Lanes = 8;

    /// <summary>weights = mu + sigma * (input's factor * output's factor).</summary>
    /// <param name="mu">[inputs][width].</param>
    /// <param name="sigma">[inputs][width].</param>
    /// <param name="inputFactors">[inputs].</param>
    /// <param name="outputFactors">[width].</param>
    /// <param name="weights">[inputs][width], filled.</param>
    /// <param name="inputs">How many.</param>
    /// <param name="width">Outputs of the block.</param>
    public static void Perturb(float* mu, float* sigma, float* inputFactors, float* outputFactors, float* weights, int inputs, int width)
    {
        for (int input = 0; input < inputs; input++, mu += width, sigma += width, weights += width)
        {
            float factor = inputFactors[input];
            int i = 0;
            for (; i + Lanes <= width; i += Lanes)
            {
                Vector256<float> noise = Vector256.Load(outputFactors + i) * factor;
                Vector256.FusedMultiplyAdd(Vector256.Load(sigma + i), noise, Vector256.Load(mu + i)).Store(weights + i);
            }
            for (; i < width; i++)
            {
                weights[i] = MathF.FusedMultiplyAdd(sigma[i], outputFactors[i] * factor, mu[i]);
            }
        }
    }

    /// <summary>product = gradient * (input's factor * output's factor).</summary>
    /// <param name="gradient">[inputs][width].</param>
    /// <param name="inputFactors">[inputs].</param>
    /// <param name="outputFactors">[width].</param>
    /// <param name="product">[inputs][width], filled.</param>
    /// <param name="inputs">How many.</param>
    /// <param name="width">Outputs of the block.</param>
    public static void Multiply(float* gradient, float* inputFactors, float* outputFactors, float* product, int inputs, int width)
    {
        for (int input = 0; input < inputs; input++, gradient += width, product += width)
        {
            float factor = inputFactors[input];
            int i = 0;
            for (; i + Lanes <= width; i += Lanes)
            {
                (Vector256.Load(gradient + i) * (Vector256.Load(outputFactors + i) * factor)).Store(product + i);
            }
            for (; i < width; i++)
            {
                product[i] = gradient[i] * (outputFactors[i] * factor);
            }
        }
    }
}
