using Bellman.Agents.Tabular;

namespace Bellman.Tests.Agents.Tabular;

public class StateIndexTests
{
    [Theory]
    [InlineData(1, 5_000)]
    [InlineData(3, 5_000)]
    public void It_numbers_observations_as_a_dictionary_would(int length, int different)
    {
        var index = new StateIndex(length);
        var dictionary = new Dictionary<string, int>();
        var random = new Rng(1);
        var observation = new float[length];
        for (int i = 0; i < 20_000; i++)
        {
            for (int k = 0; k < length; k++)
            {
                observation[k] = (random.NextInt(different) - 100) * 0.5f;
            }
            string key = string.Join(' ', observation);
            Assert.Equal(dictionary.GetValueOrDefault(key, -1), index.Find(observation));
            dictionary.TryAdd(key, dictionary.Count);
            Assert.Equal(dictionary[key], index.FindOrAdd(observation));
            Assert.Equal(dictionary.Count, index.Count);
        }
    }

    [Fact]
    public void Minus_zero_is_zero()
    {
        var index = new StateIndex(1);
        Assert.Equal(0, index.FindOrAdd([0f]));
        Assert.Equal(0, index.FindOrAdd([-0f]));
        Assert.Equal(1, index.FindOrAdd([1f]));
    }

    [Fact]
    public void Small_whole_numbers_are_found_without_hashing_and_nothing_else_is()
    {
        var index = new StateIndex(1);
        float[] seen = [0, 70, 3, 500, 3.5f, -2, 1 << 21, 3e9f, float.PositiveInfinity];
        Assert.All(seen.Index(), item => Assert.Equal(item.Index, index.FindOrAdd([item.Item])));
        Assert.All(seen.Index(), item => Assert.Equal(item.Index, index.Find([item.Item])));
        Assert.Equal([0, 1, 2, 3, -1, -1, -1, -1, -1], seen.Select(number => index.FindNumbered([number])));
        Assert.Equal(-1, index.FindNumbered([4f]));
        Assert.Equal(-1, index.FindNumbered([float.NaN]));
        Assert.Equal(-1, new StateIndex(2).FindNumbered([1f, 2f]));
    }

    [Fact]
    public void A_saved_index_knows_the_same_rows()
    {
        var index = new StateIndex(2);
        for (int i = 0; i < 300; i++)
        {
            index.FindOrAdd([i, i % 7]);
        }
        using var stream = new MemoryStream();
        index.Sync(StateStream.Writer(stream));
        stream.Position = 0;
        var copy = new StateIndex(2);
        copy.Sync(StateStream.Reader(stream));
        Assert.Equal(300, copy.Count);
        for (int i = 0; i < 300; i++)
        {
            Assert.Equal(i, copy.Find([i, i % 7]));
        }
        Assert.Equal(-1, copy.Find([300, 6]));
        Assert.Equal(300, copy.FindOrAdd([300, 6]));
    }
}
