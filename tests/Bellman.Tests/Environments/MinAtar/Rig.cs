using Bellman.Environments.MinAtar;

namespace Bellman.Tests.Environments.MinAtar;

/// <summary>Plays a game's bare rules and looks at it.</summary>
internal static class Rig
{
    /// <summary>Resets a game and returns it.</summary>
    public static T Started<T>(this T game, ulong seed = 1) where T : IGame
    {
        var random = new Rng(seed);
        game.Reset(ref random);
        return game;
    }

    /// <summary>One step, with a fixed stream of random numbers.</summary>
    public static Outcome Play(this IGame game, Move move = Move.None, ulong seed = 1)
    {
        var random = new Rng(seed);
        return game.Step(move, ref random);
    }

    /// <summary>Repeats moves from a fresh episode to its end: its length and return.</summary>
    public static (int Length, double Return) Episode(this IGame game, params Move[] cycle)
    {
        var random = new Rng(1);
        double total = 0;
        for (int length = 1; ; length++)
        {
            Outcome outcome = game.Step(cycle[(length - 1) % cycle.Length], ref random);
            total += outcome.Reward;
            if (outcome.EpisodeOver)
            {
                return (length, total);
            }
        }
    }

    /// <summary>The marked cells of a channel, row by row.</summary>
    public static (int Y, int X)[] Cells(this IGame game, string channel)
    {
        var planes = new float[game.Channels.Count * 100];
        game.Observe(new(planes));
        int first = 100 * game.Channels.Select(c => c.Name).ToList().IndexOf(channel);
        return [.. Enumerable.Range(0, 100).Where(i => planes[first + i] == 1).Select(i => (i / 10, i % 10))];
    }

    public static void Ends(this Outcome outcome, float reward = 0) => Assert.Equal(new(reward, Ending.Terminated), outcome);

    public static void GoesOn(this Outcome outcome, float reward = 0) => Assert.Equal(new(reward), outcome);
}
