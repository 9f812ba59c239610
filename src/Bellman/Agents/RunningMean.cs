namespace Bellman.Agents;

/// <summary>The mean of the values added since it was last taken; NaN if there were none.</summary>
internal struct RunningMean
{
    private double _sum;
    private long _count;

    public void Add(double value) => Add(value, 1);

    public void Add(double sum, int count)
    {
        _sum += sum;
        _count += count;
    }

    public double Take()
    {
        double mean = _sum / _count;
        this = default;
        return mean;
    }
}
