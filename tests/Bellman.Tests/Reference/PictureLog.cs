namespace Bellman.Tests.Reference;

/// <summary>
/// One lane as one would write it down: every step with both of its stacks whole, as bytes. Whatever a replay memory gives back is looked up
/// here. The oracle for millions of rows: rows become known in order, and the newest of them are those that a memory still has.
/// </summary>
internal sealed class PictureLog(int nStep, double gamma)
{
    private readonly List<Step> _steps = [];

    private sealed record Step(byte[] Observation, int Action, Outcome Outcome, byte[] Successor);

    /// <summary>How many rows were ever known.</summary>
    public int Known { get; private set; }

    public void Append(byte[] observation, int action, Outcome outcome, byte[] successor)
    {
        _steps.Add(new(observation, action, outcome, successor));
        while (Known < _steps.Count && Last(Known) is not null)
        {
            Known++;
        }
    }

    /// <summary>Whether a row of a batch is the one of a number, counted from the first ever known.</summary>
    public bool Holds(int number, TransitionBatch batch, int row)
    {
        int last = Last(number)!.Value;
        double total = 0;
        for (int i = number; i <= last; i++)
        {
            total += Math.Pow(gamma, i - number) * _steps[i].Outcome.Reward;
        }
        float discount = _steps[last].Outcome.Bootstraps ? (float)Math.Pow(gamma, last - number + 1) : 0;
        int length = batch.ObservationLength;
        return batch.Actions[row] == _steps[number].Action && batch.Rewards[row] == (float)total && batch.Discounts[row] == discount
            && Same(_steps[number].Observation, batch.Observations.AsSpan(row * length, length))
            && Same(_steps[last].Successor, batch.NextObservations.AsSpan(row * length, length));
    }

    /// <summary>The last step of a row's n: the first with an ending; null while it is not known.</summary>
    private int? Last(int first)
    {
        for (int i = first; i < first + nStep; i++)
        {
            if (i >= _steps.Count)
            {
                return null;
            }
            if (_steps[i].Outcome.Ending != Ending.None)
            {
                return i;
            }
        }
        return first + nStep - 1;
    }

    private static bool Same(byte[] picture, ReadOnlySpan<float> numbers)
    {
        for (int i = 0; i < picture.Length; i++)
        {
            if (picture[i] / 255f != numbers[i])
            {
                return false;
            }
        }
        return picture.Length == numbers.Length;
    }
}
