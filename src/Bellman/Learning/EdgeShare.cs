namespace Bellman.Learning;

/// <summary>
/// How much of the targets' probability lies beyond the support of a head, so that the head learns its edge instead.
/// </summary>
internal sealed class EdgeShare : IStateful
{
    private double _beyond;
    private long _targets;

    /// <summary>Counts a target.</summary>
    /// <param name="beyond">Its probability beyond the support.</param>
    public void Add(float beyond)
    {
        _beyond += beyond;
        _targets++;
    }

    /// <summary>The share since it was last taken; NaN: there was no target.</summary>
    public double Take()
    {
        double share = _beyond / _targets;
        (_beyond, _targets) = (0, 0);
        return share;
    }

    /// <inheritdoc/>
    public void Sync(StateStream stream)
    {
        stream.Sync(ref _beyond);
        stream.Sync(ref _targets);
        OptionCheck.Saved(_targets >= 0 && _beyond >= 0 && double.IsFinite(_beyond), "share beyond the support");
    }
}
