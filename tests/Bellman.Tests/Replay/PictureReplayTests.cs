using Bellman.Replay;
using Bellman.Tests.Reference;

namespace Bellman.Tests.Replay;

/// <summary>Replay of pictures against a log of everything, over several lanes that end, are cut off, lose lives and wrap around.</summary>
public class PictureReplayTests
{
    private const int Lanes = 3, Height = 5, Width = 7, Frame = Height * Width;
    private const double Gamma = 0.9;

    [Theory]
    [InlineData(1, 1, null)]
    [InlineData(1, 3, null)]
    [InlineData(4, 1, null)]
    [InlineData(4, 3, null)]
    [InlineData(1, 1, 2)]
    [InlineData(1, 3, 2)]
    [InlineData(4, 1, 2)]
    [InlineData(4, 3, 2)]
    [InlineData(4, 3, 1000)]
    public void Of_a_quarter_million_rows_none_is_wrong(int stack, int nStep, int? compress)
    {
        var game = new Game(Shape(stack, nStep, compress));
        var random = new Rng(5);
        int checkedRows = 0;
        while (checkedRows < 250_000)
        {
            game.Step();
            if (game.Memory.Count > 0)
            {
                checkedRows += game.Check(ref random);
            }
        }
        Assert.True(game.HasWrapped);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(2)]
    public void What_was_saved_within_an_episode_goes_on_with_the_same_bits(int? compress)
    {
        var game = new Game(Shape(4, 3, compress));
        for (int step = 0; step < 777; step++)
        {
            game.Step();
        }
        byte[] saved = Save(game.Memory);
        var restored = new ReplayMemory(game.Memory.Shape);
        restored.Sync(StateStream.Reader(new MemoryStream(saved)));
        for (int step = 0; step < 500; step++)
        {
            game.Step(restored);
            Assert.Equal(game.Memory.Count, restored.Count);
        }
        Assert.Equal(Save(game.Memory), Save(restored));
        Rng one = new(9), other = one;
        TransitionBatch expected = game.NewBatch(), found = game.NewBatch();
        game.Memory.Sample(expected, ref one);
        restored.Sample(found, ref other);
        Assert.Equal(expected.Observations, found.Observations);
        Assert.Equal(expected.NextObservations, found.NextObservations);
        game.Check(ref one);
    }

    [Fact]
    public void Packed_or_not_the_same_rows_are_sampled_as_long_as_nothing_is_forgotten_sooner()
    {
        Game plain = new(Shape(4, 3, null)), packed = new(Shape(4, 3, 1));
        for (int step = 0; step < 60; step++)
        {
            plain.Step();
            packed.Step();
        }
        Rng one = new(9), other = one;
        TransitionBatch expected = plain.NewBatch(), found = plain.NewBatch();
        plain.Memory.Sample(expected, ref one);
        packed.Memory.Sample(found, ref other);
        Assert.Equal(expected.Observations, found.Observations);
        Assert.Equal(expected.Discounts, found.Discounts);
    }

    [Fact]
    public void A_packed_picture_that_a_file_garbled_is_refused_in_one_sentence()
    {
        const int Kept = 40;
        var shape = new ReplayShape(Kept, 1, Frame) { Picture = new(1, Height, Width), Compress = 1 };
        var frames = new PackedFrames(shape);
        var random = new Rng(1);
        for (int slot = 0; slot < Kept; slot++)
        {
            frames.Write(slot, slot, [.. Enumerable.Range(0, Frame).Select(i => (i < 2 * slot % Frame ? slot : random.NextInt(256)) / 255f)]);
        }
        var saved = new MemoryStream();
        frames.Sync(StateStream.Writer(saved), Kept);
        var sentences = new HashSet<string>();
        for (int attempt = 0; attempt < 2_000; attempt++)
        {
            byte[] garbled = saved.ToArray();
            garbled[random.NextInt(garbled.Length)] ^= (byte)(1 << random.NextInt(8));
            try
            {
                var read = new PackedFrames(shape);
                read.Sync(StateStream.Reader(new MemoryStream(garbled)), Kept);
                for (int slot = 0; slot < Kept; slot++)
                {
                    read.Check(slot);
                }
            }
            catch (BellmanException error)
            {
                sentences.Add(error.Message);
            }
        }
        Assert.Contains("The saved replay memory is damaged: a packed picture in it cannot be restored.", sentences);
    }

    [Fact]
    public void An_observation_that_is_no_picture_is_refused()
    {
        foreach (float wrong in (float[])[0.5f, 17, -1 / 255f, float.NaN])
        {
            var memory = new ReplayMemory(new ReplayShape(10, 1, 2) { Picture = new(1, 1, 2) });
            var error = Assert.Throws<BellmanException>(() => memory.Append(new Experience
            {
                Observations = [0, wrong], Actions = [0], Outcomes = [new(1)], NextObservations = [0, 0], NextLegalActions = [],
            }));
            Assert.Contains("divide bytes by 255, once", error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_million_frames_of_84_x_84_fit_the_memory_that_was_promised()
    {
        var shape = new ReplayShape(1_000_000, 1, 4 * 84 * 84) { Stack = 4, Picture = new(4, 84, 84) };
        Assert.InRange(shape.Bytes, 7_056_000_000, 7_200_000_000);
        Assert.InRange((shape with { Compress = 5 }).Bytes, 1_411_200_000, 1_500_000_000);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(3)]
    public void Appending_and_sampling_pictures_allocates_nothing(int? compress)
    {
        var memory = new ReplayMemory(new ReplayShape(64, 1, Frame) { Picture = new(1, Height, Width), Compress = compress });
        var batch = new TransitionBatch(32, Frame, 0);
        var random = new Rng(2);
        float[] seen = new float[Frame];
        int[] actions = [0];
        Outcome[] outcomes = [new(1)];
        Assert.Equal(0, Allocation.Least(() =>
        {
            for (int i = 0; i < 200; i++)
            {
                seen[i % Frame] = random.NextInt(256) / 255f;
                memory.Append(new Experience { Observations = seen, Actions = actions, Outcomes = outcomes, NextObservations = seen, NextLegalActions = [] });
                memory.Sample(batch, ref random);
            }
        }));
    }

    private static ReplayShape Shape(int stack, int nStep, int? compress) => new(250, Lanes, stack * Frame)
    {
        Stack = stack, NStep = nStep, Gamma = Gamma, Picture = new(stack, Height, Width), Compress = compress,
    };

    private static byte[] Save(ReplayMemory memory)
    {
        var bytes = new MemoryStream();
        memory.Sync(StateStream.Writer(bytes));
        return bytes.ToArray();
    }

    /// <summary>Lanes that draw something, a memory, and the log of it all.</summary>
    private sealed class Game
    {
        private readonly PictureLog[] _logs;
        private readonly List<byte[]>[] _episodes = [.. Enumerable.Range(0, Lanes).Select(_ => new List<byte[]>())];
        private readonly TransitionBatch _batch;
        private Rng _random = new(3);

        public Game(ReplayShape shape)
        {
            Memory = new ReplayMemory(shape);
            _logs = [.. Enumerable.Range(0, Lanes).Select(_ => new PictureLog(shape.NStep, Gamma))];
            _batch = NewBatch();
        }

        public ReplayMemory Memory { get; }

        public bool HasWrapped => Memory.Count < _logs.Sum(log => log.Known) - Memory.Shape.Capacity;

        public TransitionBatch NewBatch() => new(64, Memory.Shape.ObservationLength, 0);

        public void Step(params ReadOnlySpan<ReplayMemory> others)
        {
            List<byte> before = [], after = [];
            var actions = new int[Lanes];
            var outcomes = new Outcome[Lanes];
            for (int lane = 0; lane < Lanes; lane++)
            {
                List<byte[]> episode = _episodes[lane];
                if (episode.Count == 0)
                {
                    episode.Add(Draw());
                }
                byte[] observation = Stacked(episode);
                episode.Add(Draw());
                byte[] successor = Stacked(episode);
                actions[lane] = _random.NextInt(4);
                outcomes[lane] = new Outcome(_random.NextInt(9) - 4, (Ending)Math.Max(0, _random.NextInt(24) - 20));
                _logs[lane].Append(observation, actions[lane], outcomes[lane], successor);
                before.AddRange(observation);
                after.AddRange(successor);
                if (outcomes[lane].EpisodeOver)
                {
                    episode.Clear();
                }
            }
            float[] observations = [.. before.Select(k => k / 255f)], nextObservations = [.. after.Select(k => k / 255f)];
            foreach (ReplayMemory memory in (ReplayMemory[])[Memory, .. others])
            {
                memory.Append(new Experience
                {
                    Observations = observations, Actions = actions, Outcomes = outcomes, NextObservations = nextObservations, NextLegalActions = [],
                });
            }
        }

        /// <summary>Samples and looks everything up; returns how many rows there were.</summary>
        public int Check(ref Rng random)
        {
            Rng same = random;
            Memory.Sample(_batch, ref random);
            int[] rows = [.. Enumerable.Range(0, Lanes).Select(Memory.CountOf)];
            for (int i = 0; i < _batch.Rows; i++)
            {
                int row = same.NextInt(rows.Sum()), lane = 0;
                while (row >= rows[lane])
                {
                    row -= rows[lane++];
                }
                Assert.True(_logs[lane].Holds(_logs[lane].Known - rows[lane] + row, _batch, i));
            }
            return _batch.Rows;
        }

        private byte[] Stacked(List<byte[]> episode)
            => [.. Enumerable.Range(0, Memory.Shape.Stack).SelectMany(i => episode[Math.Max(0, episode.Count - Memory.Shape.Stack + i)])];

        /// <summary>Some pictures are noise and some are flat: packed, they take anything from 4 bytes to the worst.</summary>
        private byte[] Draw()
        {
            var picture = new byte[Frame];
            int flat = _random.NextInt(Frame + 1);
            for (int i = 0; i < Frame; i++)
            {
                picture[i] = (byte)(i < flat ? flat : _random.NextInt(256));
            }
            return picture;
        }
    }
}
