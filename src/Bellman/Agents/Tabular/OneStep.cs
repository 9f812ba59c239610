using System.Runtime.CompilerServices;

namespace Bellman.Agents.Tabular;

/// <summary>
/// Q(s, a) moves towards r + gamma V(s'), where V is the best action's value (Q-learning, Sutton and Barto 2018, eq.
/// 6.8), the next action's (Sarsa, eq. 6.7) or the expected one's (Expected Sarsa, eq. 6.9).
/// </summary>
internal sealed class OneStep(QTable table, TabularMethod method, double gamma) : ITableLearner
{
    private long _updates;

    /// <inheritdoc/>
    public long Updates => _updates;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double Learn(in TableStep step, in Rates rates)
    {
        double target = step.Reward;
        if (step.Successor >= 0)
        {
            target += gamma * (method == TabularMethod.QLearning ? table.Max(step.Successor) : OnPolicy(step, rates));
        }
        int pair = table.Pair(step.Row, step.Action);
        double error = target - table.Values[pair];
        // Counting visits that nobody asks for would be another place in memory to wait for.
        table.Values[pair] += (rates.VisitPower == 0 ? rates.StepSize : rates.At(table.Visit(pair))) * error;
        _updates++;
        return error;
    }

    /// <inheritdoc/>
    public void Sync(StateStream stream) => stream.Sync(ref _updates);

    // Not inlined: it would take the registers of Q-learning.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private double OnPolicy(in TableStep step, in Rates rates) => method == TabularMethod.Sarsa
        ? table.Values[table.Pair(step.Successor, step.NextAction)] : Expected(step.Successor, rates.Epsilon);

    // What the epsilon-greedy policy gets: the best action, or any legal one, each as likely.
    private double Expected(int row, double epsilon)
    {
        double best = double.NegativeInfinity, sum = 0;
        int legal = 0;
        foreach (double value in table.Row(row))
        {
            if (value > double.NegativeInfinity)
            {
                best = Math.Max(best, value);
                sum += value;
                legal++;
            }
        }
        return (1 - epsilon) * best + epsilon * sum / legal;
    }
}
