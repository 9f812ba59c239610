using Bellman.Learning;

namespace Bellman.Agents;

/// <summary>
/// The greedy policy of a network that may still learn. Evaluations during training use it, and it is the best policy
/// of a run with a network of your own.
/// </summary>
internal sealed class LiveGreedyPolicy(INetwork network, IQHead head, int actionCount) : IPolicy, IStateful
{
    private float[] _values = [];

    public void Act(ReadOnlySpan<float> observations, ReadOnlySpan<bool> legal, Span<int> actions)
    {
        int count = actions.Length * actionCount;
        if (_values.Length < count)
        {
            _values = new float[count];
        }
        Span<float> values = _values.AsSpan(0, count);
        head.Values(network.Outputs(observations, actions.Length, actions.Length * head.OutputCount(actionCount), ForwardMode.Evaluate), values);
        Policy.RequireFinite(values);
        Policy.Greedy(values, legal, actions);
    }

    public void Sync(StateStream stream) => network.Sync(stream);
}
