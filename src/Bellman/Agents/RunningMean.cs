namespace Bellman.Agents;

/// <summary>The mean of what was added since it was last taken; not a number where that was nothing.</summary>
internal struct RunningMean
{
    private double _sum;
    private long _count;

    public void Add(double value)
    {
        _sum += value;
        _count++;
    }

    public double Take()
    {
        double mean = _sum / _count;
        this = default;
        return mean;
    }
}
