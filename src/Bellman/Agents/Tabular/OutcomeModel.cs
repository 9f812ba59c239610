using System.Runtime.InteropServices;

namespace Bellman.Agents.Tabular;

/// <summary>
/// A model of the environment: the outcomes of each state-action pair with their counts. It converges in stochastic
/// environments too. (Sutton and Barto's model, section 8.2, stores the last outcome only; in deterministic
/// environments the two are the same.)
/// </summary>
internal sealed class OutcomeModel : IStateful
{
    private const string Model = "model of the environment";

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
                outcomes[i].Times += outcomes[i].Times < int.MaxValue ? 1 : 0;
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
        stream.SyncCount(ref pairs, 2 * sizeof(int));
        stream.SyncCount(ref outcomes, Seen.Bytes);
        CollectionsMarshal.SetCount(_pairs, pairs);
        CollectionsMarshal.SetCount(_outcomes, outcomes);
        stream.Sync(CollectionsMarshal.AsSpan(_pairs));
        foreach (ref Seen seen in CollectionsMarshal.AsSpan(_outcomes))
        {
            seen.Sync(stream);
        }
        foreach (ref int pair in CollectionsMarshal.AsSpan(_pairs))
        {
            int first = stream.IsReading ? 0 : _first[pair];
            stream.Sync(ref first);
            _first[pair] = first;
        }
    }

    /// <summary>Sampling trusts what it reads: what comes from a file is followed once from end to end.</summary>
    /// <exception cref="BellmanException">It is not the model of a table.</exception>
    public void Check(QTable table)
    {
        ReadOnlySpan<Seen> outcomes = CollectionsMarshal.AsSpan(_outcomes);
        for (int i = 0; i < outcomes.Length; i++)
        {
            // Each leads to an older one, so that every way ends.
            OptionCheck.Saved(outcomes[i].Next >= -1 && outcomes[i].Next < i && outcomes[i].Times > 0 && double.IsFinite(outcomes[i].Reward)
                && outcomes[i].Successor >= -1 && outcomes[i].Successor < table.Count, Model);
        }
        OptionCheck.Saved(_first.Count == _pairs.Count, Model);
        foreach (int pair in _pairs)
        {
            OptionCheck.Saved(table.Has(pair) && (uint)_first[pair] < (uint)outcomes.Length, Model);
            long times = 0;
            for (int i = _first[pair]; i >= 0; i = outcomes[i].Next)
            {
                times += outcomes[i].Times;
            }
            OptionCheck.Saved(times >= table.Visits[pair] && table.Visits[pair] > 0, Model);
        }
    }

    private struct Seen(double reward, int successor, int times, int next)
    {
        public const int Bytes = sizeof(double) + 3 * sizeof(int);

        public double Reward = reward;
        public int Successor = successor, Times = times, Next = next;

        public void Sync(StateStream stream)
        {
            stream.Sync(ref Reward);
            stream.Sync(ref Successor);
            stream.Sync(ref Times);
            stream.Sync(ref Next);
        }
    }
}
