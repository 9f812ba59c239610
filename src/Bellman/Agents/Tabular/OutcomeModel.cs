using System.Runtime.InteropServices;

namespace Bellman.Agents.Tabular;

/// <summary>
/// What each state and action led to so far, and how often: a model of the world that is right in the end, also of a random one. (In Sutton and
/// Barto's model, section 8.2, the last outcome replaces the one before; where outcomes never differ the two are the same.)
/// </summary>
internal sealed class OutcomeModel : IStateful
{
    private readonly List<int> _pairs = [];             // those seen, in the order of their first time
    private readonly List<Seen> _outcomes = [];
    private readonly Dictionary<int, int> _first = [];  // pair -> its first outcome; the others follow by Next

    /// <summary>Counts an outcome.</summary>
    public void Add(int pair, double reward, int successor)
    {
        ref int first = ref CollectionsMarshal.GetValueRefOrAddDefault(_first, pair, out bool known);
        if (!known)
        {
            _pairs.Add(pair);
            first = -1;
        }
        Span<Seen> outcomes = CollectionsMarshal.AsSpan(_outcomes);
        for (int i = first; i >= 0; i = outcomes[i].Next)
        {
            if (outcomes[i].Reward == reward && outcomes[i].Successor == successor)
            {
                outcomes[i].Times++;
                return;
            }
        }
        _outcomes.Add(new(reward, successor, 1, first));
        first = _outcomes.Count - 1;
    }

    /// <summary>A pair that was seen, each as likely, and one of its outcomes, as likely as it was often.</summary>
    public (int Pair, double Reward, int Successor) Sample(int[] visits, ref Rng random)
    {
        int pair = _pairs[random.NextInt(_pairs.Count)];
        Span<Seen> outcomes = CollectionsMarshal.AsSpan(_outcomes);
        int left = random.NextInt(visits[pair]), i = _first[pair];
        while (left >= outcomes[i].Times)
        {
            left -= outcomes[i].Times;
            i = outcomes[i].Next;
        }
        return (pair, outcomes[i].Reward, outcomes[i].Successor);
    }

    /// <inheritdoc/>
    public void Sync(StateStream stream)
    {
        int pairs = _pairs.Count, outcomes = _outcomes.Count;
        stream.Sync(ref pairs);
        stream.Sync(ref outcomes);
        CollectionsMarshal.SetCount(_pairs, pairs);
        CollectionsMarshal.SetCount(_outcomes, outcomes);
        stream.Sync(CollectionsMarshal.AsSpan(_pairs));
        stream.Sync(CollectionsMarshal.AsSpan(_outcomes));
        foreach (ref int pair in CollectionsMarshal.AsSpan(_pairs))
        {
            int first = stream.IsReading ? 0 : _first[pair];
            stream.Sync(ref first);
            _first[pair] = first;
        }
    }

    private struct Seen(double reward, int successor, int times, int next)
    {
        public double Reward = reward;
        public int Successor = successor, Times = times, Next = next;
    }
}
