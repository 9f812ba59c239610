using Bellman.Agents;
using Bellman.Environments;

namespace Bellman.Training;

/// <summary>Plays episodes without learning from them, in worlds and on random streams of its own.</summary>
public static class Evaluator
{
    /// <summary>
    /// Steps after which an episode is cut off in worlds without a time limit, unless said otherwise: a policy that goes round in circles would
    /// never end. Half an hour of an Atari game, 108,000 frames.
    /// </summary>
    public const int LongestEpisode = 27_000;

    private const int MostLanes = 32;

    /// <summary>Plays episodes and gives their figures.</summary>
    /// <param name="policy">Who plays.</param>
    /// <param name="createWorld">Makes a world.</param>
    /// <param name="episodes">How many, at least 1.</param>
    /// <param name="seed">
    /// Episode i draws from stream i of this seed, so that the result does not depend on how many are played at once (but an Atari console is not
    /// switched off between two episodes, and its RAM outlives a reset, as in ALE).
    /// </param>
    /// <param name="longest">Steps after which an episode is cut off in a world without a time limit.</param>
    public static Evaluation Run(IPolicy policy, Func<IEnvironment> createWorld, int episodes, ulong seed, int longest = LongestEpisode)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(episodes, 1);
        int lanes = Math.Min(episodes, MostLanes);
        var games = new Game[lanes];
        for (int i = 0; i < lanes; i++)
        {
            games[i] = new Game(createWorld(), longest);
        }
        EnvironmentSpec spec = games[0].World.Spec;
        double[] returns = new double[episodes];
        float[] observations = new float[lanes * spec.ObservationLength];
        bool[] legal = new bool[spec.HasIllegalActions ? lanes * spec.Actions : 0];
        int[] actions = new int[lanes];
        int begun = 0;
        for (int lane = 0; lane < lanes; lane++)
        {
            games[lane].Begin(begun++, seed, Row(lane));
        }
        // The games still going on are always the first rows: policies see no padding.
        int going = lanes;
        while (going > 0)
        {
            for (int lane = 0; lane < going && spec.HasIllegalActions; lane++)
            {
                games[lane].World.Legal(legal.AsSpan(lane * spec.Actions, spec.Actions));
            }
            policy.Act(
                observations.AsSpan(0, going * spec.ObservationLength),
                legal.AsSpan(0, spec.HasIllegalActions ? going * spec.Actions : 0),
                actions.AsSpan(0, going));
            for (int lane = going - 1; lane >= 0; lane--)
            {
                Game game = games[lane];
                if (!game.Step(actions[lane], Row(lane)))
                {
                    continue;
                }
                returns[game.Episode] = game.Return;
                if (begun < episodes)
                {
                    game.Begin(begun++, seed, Row(lane));
                    continue;
                }
                going--;
                (games[lane], games[going]) = (games[going], games[lane]);
                Row(going).CopyTo(Row(lane));
            }
        }
        return Evaluation.Of(returns);

        Span<float> Row(int lane) => observations.AsSpan(lane * spec.ObservationLength, spec.ObservationLength);
    }

    private sealed class Game(IEnvironment world, int longest)
    {
        private readonly int _timeLimit = world.Spec.TimeLimit ?? longest;
        private Rng _random;
        private int _length;

        public IEnvironment World { get; } = world;

        public int Episode { get; private set; }

        public double Return { get; private set; }

        public void Begin(int episode, ulong seed, Span<float> observation)
        {
            Episode = episode;
            Return = 0;
            _length = 0;
            _random = new Rng(seed, (ulong)episode);
            World.Reset(ref _random, observation);
        }

        public bool Step(int action, Span<float> observation)
        {
            Outcome outcome = World.Step(action, ref _random, observation);
            Return += outcome.Reward;
            return ++_length >= _timeLimit || outcome.EpisodeOver;
        }
    }
}
