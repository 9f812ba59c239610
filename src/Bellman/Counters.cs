using System.Globalization;

namespace Bellman;

/// <summary>What a schedule or a period counts.</summary>
public enum TrainingUnit
{
    /// <summary>Agent steps, all lanes together.</summary>
    Steps,

    /// <summary>Finished episodes, all lanes together.</summary>
    Episodes,

    /// <summary>Gradient steps.</summary>
    Updates,
}

/// <summary>Progress counters of a training run. They are 64-bit integers, so they never lose a step.</summary>
/// <param name="Steps">Agent steps, all lanes together.</param>
/// <param name="Episodes">Finished episodes, all lanes together.</param>
/// <param name="Updates">Gradient steps.</param>
public readonly record struct Counters(long Steps, long Episodes, long Updates)
{
    /// <summary>The counter of a unit.</summary>
    public long this[TrainingUnit unit] => unit switch
    {
        TrainingUnit.Steps => Steps,
        TrainingUnit.Episodes => Episodes,
        _ => Updates,
    };

    /// <summary>The counters of an agent that has observed one more experience.</summary>
    internal Counters After(in Experience experience)
    {
        int ended = 0;
        foreach (Outcome outcome in experience.Outcomes)
        {
            ended += outcome.EpisodeOver ? 1 : 0;
        }
        return this with { Steps = Steps + experience.Lanes, Episodes = Episodes + ended };
    }
}

/// <summary>An interval of training time, such as <c>500 steps</c> or <c>10 episodes</c>.</summary>
/// <param name="Count">Length of the interval in units; at least 1.</param>
/// <param name="Unit">The unit: steps, episodes or updates.</param>
/// <exception cref="BellmanException">The count is less than 1.</exception>
public readonly record struct Period(int Count, TrainingUnit Unit) : IText<Period>
{
    /// <summary>Length of the interval in units; at least 1.</summary>
    public int Count { get; init => field = Checked(value); } = Checked(Count);

    /// <summary>Number of periods that were completed between two moments.</summary>
    public long Elapsed(in Counters before, in Counters now) => now[Unit] / Count - before[Unit] / Count;

    /// <summary>The text that <see cref="Parse"/> reads.</summary>
    public override string ToString()
    {
        string unit = Unit.ToString().ToLowerInvariant();
        return string.Create(CultureInfo.InvariantCulture, $"{Count} {(Count == 1 ? unit[..^1] : unit)}");
    }

    /// <summary>
    /// Reads a text such as <c>500 steps</c>, <c>1 episode</c> or <c>100 updates</c>; a bare number counts steps.
    /// </summary>
    /// <exception cref="BellmanException">The text is not a period.</exception>
    public static Period Parse(string text)
    {
        string[] words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (words.Length is 1 or 2 && int.TryParse(words[0], NumberStyles.None, CultureInfo.InvariantCulture, out int count) && count > 0)
        {
            switch (words.Length == 1 ? "step" : words[1].ToLowerInvariant().TrimEnd('s'))
            {
                case "step": return new(count, TrainingUnit.Steps);
                case "episode": return new(count, TrainingUnit.Episodes);
                case "update": return new(count, TrainingUnit.Updates);
            }
        }
        throw new BellmanException($"'{text}' is not a period: write for example '500 steps', '10 episodes' or '100 updates'.");
    }

    private static int Checked(int count)
    {
        OptionCheck.AtLeast(count, 1, "The count of a period");
        return count;
    }
}
