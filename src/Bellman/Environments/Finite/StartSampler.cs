namespace Bellman.Environments.Finite;

/// <summary>
/// Draws the state in which an episode begins: an indexed search (Chen and Asau 1974). A table says where to begin to
/// look, so that the work does not grow with the number of states and hardly branches on what nobody can predict.
/// </summary>
internal sealed class StartSampler
{
    private readonly double[] _below;   // probabilities, added up; states that never start have the sum of the state before
    private readonly int[] _first;      // for each of equal parts of the sum, the first state that can be drawn there

    public StartSampler(ReadOnlySpan<double> probabilities)
    {
        _below = new double[probabilities.Length];
        double sum = 0;
        for (int state = 0; state < probabilities.Length; state++)
        {
            _below[state] = sum += probabilities[state];
        }
        _first = new int[probabilities.Length];
        for (int part = 0, state = 0; part < _first.Length; part++)
        {
            while (_below[state] <= part * sum / _first.Length)
            {
                state++;
            }
            _first[part] = state;
        }
    }

    /// <summary>The first state below whose sum a random number lies.</summary>
    public int Draw(ref Rng random)
    {
        double share = random.NextDouble(), number = share * _below[^1];
        int state = _first[(int)(share * _first.Length)];
        while (state > 0 && number < _below[state - 1])
        {
            state--; // rounding: the table may have gone one too far
        }
        while (number >= _below[state])
        {
            state++;
        }
        return state;
    }
}
