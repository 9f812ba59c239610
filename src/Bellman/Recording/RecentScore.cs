namespace Bellman.Recording;

/// <summary>The mean return of the last 100 episodes, Gymnasium's criterion for a solved environment.</summary>
internal sealed class RecentScore : IStateful
{
    private readonly double[] _returns = new double[100];
    private long _count;

    /// <summary>The mean of the last 100 returns, or of fewer at the beginning; NaN before the first.</summary>
    public double Mean
    {
        get
        {
            ReadOnlySpan<double> filled = _returns.AsSpan(0, (int)Math.Min(_count, _returns.Length));
            double sum = 0;
            foreach (double value in filled)
            {
                sum += value;
            }
            return sum / filled.Length;
        }
    }

    /// <summary>Adds the return of an episode.</summary>
    public void Add(double value) => _returns[_count++ % _returns.Length] = value;

    /// <inheritdoc/>
    public void Sync(StateStream stream)
    {
        stream.Sync(ref _count);
        OptionCheck.Saved(_count >= 0, "score");
        stream.Sync<double>(_returns);
    }
}
