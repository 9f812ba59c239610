namespace Bellman.Agents.Tabular;

/// <summary>One step of one lane, in rows of a table.</summary>
/// <param name="Lane">Whose step it is.</param>
/// <param name="Row">The state.</param>
/// <param name="Action">What was done.</param>
/// <param name="Reward">What it paid.</param>
/// <param name="Successor">The state it led to; -1 where nothing follows that counts.</param>
/// <param name="NextAction">What will be done there, for those who learn from that; else -1.</param>
/// <param name="Breaks">
/// Whether the chain of steps breaks off here: the next one is not the next in the same episode.
/// </param>
internal readonly record struct TableStep(int Lane, int Row, int Action, double Reward, int Successor, int NextAction, bool Breaks);

/// <summary>How much to learn and to explore at present.</summary>
/// <param name="StepSize">Share of an error that an update removes at the first visit.</param>
/// <param name="VisitPower">Power of the visits by which it is divided.</param>
/// <param name="Epsilon">Share of random actions.</param>
internal readonly record struct Rates(double StepSize, double VisitPower, double Epsilon)
{
    /// <summary>Thirty-two random bits below this mean: explore.</summary>
    public ulong ExploreBelow { get; } = (ulong)(Epsilon * (1UL << 32));

    /// <summary>
    /// The step size at a number of visits, this one included (Even-Dar and Mansour 2003, section 3).
    /// </summary>
    public double At(int visits)
        => VisitPower == 0 ? StepSize : VisitPower == 1 ? StepSize / visits : StepSize / Math.Pow(visits, VisitPower);
}

/// <summary>What changes a table after a step.</summary>
internal interface ITableLearner : IStateful
{
    /// <summary>How many updates of single estimates there were.</summary>
    long Updates { get; }

    /// <summary>
    /// Learns from a step, and returns the error of the last estimate that it changed, 0 if there was none.
    /// </summary>
    double Learn(in TableStep step, in Rates rates);
}
