namespace Bellman.Replay;

/// <summary>
/// Numbers that are not negative, with the sums of halves of halves above them: setting one and finding where a partial
/// sum ends take as many steps as the count has bits. Every sum is that of the two below it, as they are: nothing
/// drifts.
/// </summary>
internal sealed class SumTree
{
    private readonly double[] _sums; // 1 is the root; the children of i are 2i and 2i + 1
    private readonly int _first;     // where the leaves begin

    /// <summary>Zeros.</summary>
    /// <param name="count">How many.</param>
    public SumTree(int count)
    {
        _first = First(count);
        _sums = new double[_first + count + (count & 1)]; // the last leaf has a neighbour
    }

    /// <summary>The sum of all.</summary>
    public double Total => _sums[1];

    /// <summary>A number.</summary>
    public double this[int index] => _sums[_first + index];

    /// <summary>Bytes of a tree.</summary>
    public static long Bytes(int count) => sizeof(double) * ((long)First(count) + count + (count & 1));

    /// <summary>Makes every number 0.</summary>
    public void Clear() => Array.Clear(_sums);

    /// <summary>Replaces a number.</summary>
    public void Set(int index, double value)
    {
        int node = _first + index;
        _sums[node] = value;
        for (node >>= 1; node > 0; node >>= 1)
        {
            _sums[node] = Sum(2 * node);
        }
    }

    /// <summary>
    /// The first index at which the sum of the numbers up to and including it exceeds <paramref name="part"/>. Its
    /// number is never 0.
    /// </summary>
    /// <param name="part">From 0 to before <see cref="Total"/>.</param>
    public int Find(double part)
    {
        int node = 1;
        while (node < _first)
        {
            node *= 2;
            double left = _sums[node];
            // Rounding can leave more than there is: then the last that is not 0 is meant.
            if (part >= left && Right(node) > 0)
            {
                part -= left;
                node++;
            }
        }
        return node - _first;
    }

    private double Sum(int left) => left < _sums.Length ? _sums[left] + Right(left) : 0;

    private double Right(int left) => left + 1 < _sums.Length ? _sums[left + 1] : 0;

    // The least power of two that is no less.
    private static int First(int count)
    {
        int first = 1;
        while (first < count)
        {
            first *= 2;
        }
        return first;
    }
}
