namespace Bellman.Learning;

/// <summary>
/// Peng's Q(lambda) (Peng and Williams 1996; Daley and Amato 2019; Gallici et al. 2025, section 4) over a stretch of
/// steps of several lanes, from the back: G = r + gamma ((1 - lambda) max q(s') + lambda G'), where G' is the return of
/// the step that follows. It is not cut at exploring actions.
/// </summary>
/// <remarks>
/// Nothing follows termination or a lost life: G = r. Where time ran out, or the stretch ends, nothing more is known
/// than the successor's value: G = r + gamma max q(s'), s' being the state that the action led to. PureJaxQL, the
/// authors' code, drops the bootstrap at a time limit as at termination: its environments have been reset by then.
/// </remarks>
internal static class LambdaReturns
{
    /// <summary>Fills the returns; everything is [steps x lanes].</summary>
    /// <param name="outcomes">What the actions led to.</param>
    /// <param name="nextValues">The largest value of a legal action where they led; not looked at where nothing
    /// follows.</param>
    /// <param name="lanes">How many lanes there are.</param>
    /// <param name="gamma">Discount per step.</param>
    /// <param name="lambda">How far the return looks: 0 is one step, 1 the whole stretch.</param>
    /// <param name="returns">Filled.</param>
    public static void Fill(
        ReadOnlySpan<Outcome> outcomes, ReadOnlySpan<float> nextValues, int lanes, double gamma, double lambda, Span<float> returns)
    {
        for (int row = outcomes.Length - 1; row >= 0; row--)
        {
            Outcome outcome = outcomes[row];
            bool goesOn = outcome.Ending == Ending.None && row + lanes < outcomes.Length;
            double follows = !outcome.Bootstraps ? 0
                : goesOn ? (1 - lambda) * nextValues[row] + lambda * returns[row + lanes]
                : nextValues[row];
            returns[row] = (float)(outcome.Reward + gamma * follows);
        }
    }
}
