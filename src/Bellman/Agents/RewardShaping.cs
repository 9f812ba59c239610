namespace Bellman.Agents;

/// <summary>Changes the rewards that are learned from; scores stay raw.</summary>
/// <param name="clip">Rewards are clipped to [-clip, clip]; null: they are not.</param>
/// <param name="end">The reward of a terminal step; null: its own.</param>
/// <param name="lanes">Number of lanes.</param>
/// <param name="scale">Rewards are multiplied by this at last.</param>
internal sealed class RewardShaping(double? clip, double? end, int lanes, double scale = 1)
{
    private readonly Outcome[]? _shaped = clip is null && end is null && scale == 1 ? null : new Outcome[lanes];

    /// <summary>The experience as it is learned from: good until the next call.</summary>
    public Experience Apply(in Experience experience)
    {
        if (_shaped is null)
        {
            return experience;
        }
        float limit = (float)(clip ?? double.PositiveInfinity);
        for (int lane = 0; lane < _shaped.Length; lane++)
        {
            Outcome outcome = experience.Outcomes[lane];
            bool isEnd = outcome.Ending == Ending.Terminated && end is not null;
            float reward = isEnd ? (float)end!.Value : Math.Clamp(outcome.Reward, -limit, limit);
            _shaped[lane] = outcome with { Reward = reward * (float)scale };
        }
        return experience with { Outcomes = _shaped };
    }
}
