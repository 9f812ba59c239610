using System.Runtime.CompilerServices;

namespace Bellman.Planning;

/// <summary>
/// Passes over all states. Inside a block of states a pass reads what it has just written (Gauss-Seidel), across blocks
/// what the pass before left (Jacobi): fast, and the same bits for any number of threads. Passes go upwards and
/// downwards in turn, so that news travels both ways.
/// </summary>
internal sealed unsafe class Sweeps
{
    private readonly StateBlocks _blocks;
    private readonly int _states;
    private readonly int[] _first, _offsets, _columns;  // columns: successors, in the copy where they belong to another block
    private readonly double[] _factors, _rewards;
    private readonly double[] _values;                  // [2 x states]: the values, and their copy from the pass before
    private readonly double[] _low, _high;              // [blocks]
    // The rows of the pairs that the last improvement chose, side by side: what an evaluation reads is contiguous.
    private readonly int[] _rowBegin, _rowLength, _rowColumns;
    private readonly double[] _rowFactors, _rowRewards;
    private bool _downwards;

    /// <summary>Prepares passes over a table with the given rewards for its pairs and values to begin with.</summary>
    public Sweeps(StateActionTable table, double[] rewards, double initial, int threads)
    {
        _states = table.States;
        _blocks = new(_states, threads);
        (_first, _offsets, _factors, _rewards) = (table.First, table.Offsets, table.Factors, rewards);
        _columns = new int[table.Successors.Length];
        _values = new double[2 * _states];
        _low = new double[_blocks.Count];
        _high = new double[_blocks.Count];
        Choices = new int[_states];
        _rowBegin = new int[_states + 1];
        _rowLength = new int[_states];
        _rowRewards = new double[_states];
        for (int state = 0; state < _states; state++)
        {
            int longest = 0;
            for (int pair = _first[state]; pair < _first[state + 1]; pair++)
            {
                longest = Math.Max(longest, _offsets[pair + 1] - _offsets[pair]);
            }
            _rowBegin[state + 1] = _rowBegin[state] + longest;
            _values[state] = _first[state] < _first[state + 1] ? initial : 0;
        }
        _rowColumns = new int[_rowBegin[_states]];
        _rowFactors = new double[_rowBegin[_states]];
        _blocks.ForEach((_, begin, end) =>
        {
            for (int i = _offsets[_first[begin]]; i < _offsets[_first[end]]; i++)
            {
                int successor = table.Successors[i];
                _columns[i] = successor >= begin && successor < end ? successor : successor + _states;
            }
        });
    }

    /// <summary>The value of each state, [states].</summary>
    public Span<double> Values => _values.AsSpan(0, _states);

    /// <summary>The pair of each state that the last improvement chose, -1 where there is none, [states].</summary>
    public int[] Choices { get; }

    /// <summary>How many passes there were.</summary>
    public int Count { get; private set; }

    /// <summary>Replaces the value of each state by that of its best pair, and returns the greatest change.</summary>
    public double Improve()
    {
        Pass((block, begin, end) => _high[block] = Improve(begin, end, _downwards));
        return _high.Max();
    }

    /// <summary>Replaces the value of each state by that of the pair that was chosen last.</summary>
    public void Evaluate() => Pass((_, begin, end) => Evaluate(begin, end, _downwards));

    /// <summary>
    /// Backs up all states at once (Jacobi), into an array of its own, and returns the least and the greatest change
    /// among states with pairs.
    /// </summary>
    public (double Low, double High) Residuals(double[] backups)
    {
        Pass((block, begin, end) => Residuals(backups, block, begin, end));
        return (_low.Min(), _high.Max());
    }

    private void Pass(Action<int, int, int> action)
    {
        if (_blocks.Count > 1)
        {
            _blocks.ForEach((_, begin, end) => Array.Copy(_values, begin, _values, _states + begin, end - begin));
        }
        _blocks.ForEach(action);
        _downwards = !_downwards;
        Count++;
    }

    private double Improve(int begin, int end, bool downwards)
    {
        double change = 0;
        fixed (double* values = _values, factors = _factors, rewards = _rewards, rowFactors = _rowFactors)
        fixed (int* columns = _columns, offsets = _offsets, first = _first, rowColumns = _rowColumns)
        {
            int step = downwards ? -1 : 1;
            for (int state = downwards ? end - 1 : begin; state >= begin && state < end; state += step)
            {
                double best = Best(values, factors, rewards, columns, offsets, first[state], first[state + 1], out int choice);
                Choices[state] = choice;
                if (choice < 0)
                {
                    continue;
                }
                change = Math.Max(change, Math.Abs(best - values[state]));
                values[state] = best;
                int from = offsets[choice], to = _rowBegin[state], length = offsets[choice + 1] - from;
                _rowLength[state] = length;
                _rowRewards[state] = rewards[choice];
                for (int i = 0; i < length; i++)
                {
                    rowColumns[to + i] = columns[from + i];
                    rowFactors[to + i] = factors[from + i];
                }
            }
        }
        return change;
    }

    private void Evaluate(int begin, int end, bool downwards)
    {
        fixed (double* values = _values, factors = _rowFactors, rewards = _rowRewards)
        fixed (int* columns = _rowColumns, rows = _rowBegin, lengths = _rowLength)
        {
            int step = downwards ? -1 : 1;
            for (int state = downwards ? end - 1 : begin; state >= begin && state < end; state += step)
            {
                double sum = rewards[state];
                for (int i = rows[state], last = i + lengths[state]; i < last; i++)
                {
                    sum += factors[i] * values[columns[i]];
                }
                values[state] = sum;
            }
        }
    }

    private void Residuals(double[] backups, int block, int begin, int end)
    {
        double low = double.PositiveInfinity, high = double.NegativeInfinity;
        fixed (double* values = _values, factors = _factors, rewards = _rewards)
        fixed (int* columns = _columns, offsets = _offsets, first = _first)
        {
            for (int state = begin; state < end; state++)
            {
                double best = Best(values, factors, rewards, columns, offsets, first[state], first[state + 1], out int choice);
                Choices[state] = choice;
                backups[state] = choice < 0 ? 0 : best;
                if (choice >= 0)
                {
                    low = Math.Min(low, best - values[state]);
                    high = Math.Max(high, best - values[state]);
                }
            }
        }
        (_low[block], _high[block]) = (low, high);
    }

    // Equal pairs: the first.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double Best(double* values, double* factors, double* rewards, int* columns, int* offsets, int pair, int last, out int choice)
    {
        double best = double.NegativeInfinity;
        choice = -1;
        for (int i = offsets[pair]; pair < last; pair++)
        {
            double sum = rewards[pair];
            for (int end = offsets[pair + 1]; i < end; i++)
            {
                sum += factors[i] * values[columns[i]];
            }
            if (sum > best)
            {
                best = sum;
                choice = pair;
            }
        }
        return best;
    }
}
