namespace Bellman.Learning;

/// <summary>Regression of the values of actions on returns: the mean of (q(s, a) - G)^2 / 2.</summary>
internal static class ReturnLoss
{
    /// <summary>Forms the loss and its derivative by every output, zeros included.</summary>
    /// <param name="outputs">Values, [rows x actions].</param>
    /// <param name="actions">Actions taken, [rows].</param>
    /// <param name="returns">What they earned, [rows].</param>
    /// <param name="outputGradient">[rows x actions], filled.</param>
    /// <param name="errors">Prediction minus return, [rows], filled.</param>
    /// <returns>The mean loss.</returns>
    public static float Fill(
        ReadOnlySpan<float> outputs, ReadOnlySpan<int> actions, ReadOnlySpan<float> returns, Span<float> outputGradient, Span<float> errors)
    {
        int count = outputs.Length / actions.Length;
        float share = 1f / actions.Length, total = 0;
        outputGradient.Clear();
        for (int row = 0; row < actions.Length; row++)
        {
            int at = row * count + actions[row];
            float error = outputs[at] - returns[row];
            errors[row] = error;
            outputGradient[at] = error * share;
            total += 0.5f * error * error;
        }
        return total * share;
    }
}
