using Bellman.Recording;

namespace Bellman.Tests.Recording;

public sealed class RecentScoreTests
{
    [Fact]
    public void Before_the_first_episode_there_is_no_score() => Assert.True(double.IsNaN(new RecentScore().Mean));

    [Fact]
    public void At_first_it_is_the_mean_of_all() => Assert.Equal(2, Score(1, 2, 3).Mean);

    [Fact]
    public void After_100_episodes_the_oldest_no_longer_count()
    {
        RecentScore score = Score([.. Enumerable.Repeat(1000.0, 50), .. Enumerable.Repeat(1.0, 100)]);
        Assert.Equal(1, score.Mean);
    }

    [Fact]
    public void A_restored_score_goes_on_where_it_was()
    {
        RecentScore score = Score([.. Enumerable.Range(0, 130).Select(i => (double)i)]);
        using var bytes = new MemoryStream();
        score.Sync(StateStream.Writer(bytes));
        bytes.Position = 0;
        var restored = new RecentScore();
        restored.Sync(StateStream.Reader(bytes));
        score.Add(7);
        restored.Add(7);
        Assert.Equal(score.Mean, restored.Mean);
    }

    private static RecentScore Score(params double[] returns)
    {
        var score = new RecentScore();
        foreach (double value in returns)
        {
            score.Add(value);
        }
        return score;
    }
}
