namespace Bellman.Planning;

/// <summary>
/// All states cut into contiguous blocks, shared out among threads. The cut depends on the number of states only.
/// </summary>
internal sealed class StateBlocks
{
    // Few blocks: what happens in one of them reaches the others one sweep later. 16 keep as many threads busy.
    private const int Most = 16, Smallest = 4096;

    private readonly int _states;
    private readonly ParallelOptions _options;

    public StateBlocks(int states, int threads)
    {
        _states = states;
        _options = new() { MaxDegreeOfParallelism = Math.Max(1, threads) };
        Count = Math.Clamp(states / Smallest, 1, Most);
    }

    /// <summary>How many blocks there are.</summary>
    public int Count { get; }

    /// <summary>Calls the action with each block's number, its first state and the state after its last.</summary>
    public void ForEach(Action<int, int, int> action)
    {
        if (Count == 1 || _options.MaxDegreeOfParallelism == 1)
        {
            for (int block = 0; block < Count; block++)
            {
                action(block, Begin(block), Begin(block + 1));
            }
        }
        else
        {
            Parallel.For(0, Count, _options, block => action(block, Begin(block), Begin(block + 1)));
        }
    }

    private int Begin(int block) => (int)((long)_states * block / Count);
}
