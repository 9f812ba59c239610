namespace Bellman.Replay;

/// <summary>Uniform sampling (Lin 1992).</summary>
/// <param name="histories">Those of all lanes.</param>
/// <param name="slotsPerLane">Slots of a lane.</param>
internal sealed class UniformSampler(LaneHistory[] histories, int slotsPerLane) : ISampler
{
    private readonly int[] _ends = new int[histories.Length]; // rows of the lanes up to and including each

    public void Add(int slot)
    {
    }

    public void Remove(int slot)
    {
    }

    public void Sample(Span<int> slots, Span<float> weights, double beta, ref Rng random)
    {
        int rows = 0;
        for (int lane = 0; lane < histories.Length; lane++)
        {
            _ends[lane] = rows += histories[lane].Count;
        }
        foreach (ref int slot in slots)
        {
            int row = random.NextInt(rows), lane = LaneOf(row);
            slot = lane * slotsPerLane + histories[lane].SlotOf(row - (_ends[lane] - histories[lane].Count));
        }
    }

    public void Update(ReadOnlySpan<int> slots, ReadOnlySpan<float> errors)
    {
    }

    public void Sync(StateStream stream)
    {
    }

    public void Sync(StateStream stream, int slot)
    {
    }

    /// <summary>The first lane that ends beyond a row.</summary>
    private int LaneOf(int row)
    {
        int low = 0;
        int high = _ends.Length - 1;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (_ends[middle] > row)
            {
                high = middle;
            }
            else
            {
                low = middle + 1;
            }
        }
        return low;
    }
}
