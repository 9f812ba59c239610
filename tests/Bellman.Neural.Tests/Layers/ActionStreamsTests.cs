using Bellman.Neural.Layers;
using Bellman.Neural.Tests.Reference;

namespace Bellman.Neural.Tests.Layers;

/// <summary>Worked by hand: Wang et al. 2016 equation 9, Daley et al. 2025, Nagarajan et al. 2026.</summary>
public class ActionStreamsTests
{
    [Theory]
    [InlineData(StreamKind.Dueling, new float[] { 2, 1, 0, -4 }, new float[] { 4, 3, -1 })]
    [InlineData(StreamKind.Regularized, new float[] { 2, 1, 0, -4 }, new float[] { 3, 2, -2 })]
    [InlineData(StreamKind.MeanExpansion, new float[] { 1, 2, 0 }, new float[] { 4, 5, 3 })]
    [InlineData(StreamKind.MeanExpansion, new float[] { 1, 2, -6 }, new float[] { -2, -1, -9 })]
    public void Streams_are_put_together_as_worked_by_hand(StreamKind kind, float[] x, float[] expected)
    {
        var layer = new ActionStreams(kind, 3, 1);
        var y = new float[3];
        layer.Evaluate([], [], x, y);
        Numbers.AssertClose([.. expected], y, 1e-6, "y");
    }

    [Fact]
    public void The_penalty_of_regularized_streams_pulls_V_and_every_A_to_zero()
    {
        // a = 0, y = 4, beta = 0.001: the TD error of Q(0) = 3 is -1.
        const int Rows = 16;
        var layer = new ActionStreams(StreamKind.Regularized, 3, 1, penalty: 1e-3f);
        float[] x = Panel([2, 1, 0, -4]), dy = Panel([-1, 0, 0]), dx = new float[4 * Rows];
        layer.InputGradient([], x, [], dy, dx, Rows);
        Numbers.AssertClose([-0.998, -0.999, 0, -0.004], First(dx), 1e-6, "dx");
    }

    [Fact]
    public void Expanding_the_mean_expands_the_gradient()
    {
        float[] x = Panel([1, 2, 0]), dy = Panel([1, 0, 0]), dx = new float[3 * 16];
        new ActionStreams(StreamKind.MeanExpansion, 3, 1).InputGradient([], x, [], dy, dx, 16);
        Numbers.AssertClose([2, 1, 1], First(dx), 1e-6, "dx");
    }

    [Fact]
    public void With_distributions_every_atom_has_streams_of_its_own()
    {
        var y = new float[5];
        // V = (1, 2), A(0) = (3, 4), A(1) = (5, 8); one number passes as it is.
        new ActionStreams(StreamKind.Dueling, 2, 2, others: 1).Evaluate([], [], [1, 2, 3, 4, 5, 8, 77], y);
        Assert.Equal([0f, 0, 2, 4, 77], y);
    }

    // Sixteen equal rows.
    private static float[] Panel(float[] row) => [.. row.SelectMany(number => Enumerable.Repeat(number, 16))];

    private static float[] First(float[] panel) => [.. panel.Where((_, i) => i % 16 == 0)];
}
