using Bellman.Environments;
using Bellman.Tests.Environments;

namespace Bellman.Tests;

public class EnvironmentSpecTests
{
    public static TheoryData<EnvironmentSpec> Impossible { get; } =
    [
        new("Odd", 0, 1), new("Odd", -1, 1), new("Odd", 1, 0), new("Odd", 1, int.MinValue),
        new("Odd", 1, 1) { TimeLimit = 0 }, new("Odd", 1, 1) { TimeLimit = -5 },
        new("Odd", 1, 1) { Stack = 0 }, new("Odd", 3, 1) { Stack = 2 }, new("Odd", 1, 1) { FramesPerAction = 0 },
        new("Odd", 2, 1) { Low = [0], High = [1] }, new("Odd", 2, 1) { Low = [0, 0] }, new("Odd", 1, 1) { Low = [1], High = [0] },
        new("Odd", 1, 1) { Low = [float.NaN], High = [1] }, new("Odd", 1, 1) { Low = [0], High = [float.NaN] },
        new("Odd", 4, 1) { Image = new(1, 2, 3) }, new("Odd", 4, 1) { Image = new(-1, -2, 2) },
        new("Odd", 65536 * 2, 1) { Image = new(1 << 16, 1 << 16, 1 << 17) }, new("Odd", 6, 1) { Image = new(3, 2, 1), Stack = 2 },
        new("Odd", 1, 2) { ActionNames = ["left"] },
    ];

    [Theory]
    [MemberData(nameof(Impossible), DisableDiscoveryEnumeration = true)]
    public void A_world_whose_description_is_impossible_is_refused_where_it_enters(EnvironmentSpec spec)
        => Assert.Contains("Odd", Assert.Throws<BellmanException>(() => new VectorEnvironment(() => new MadeUp { Spec = spec }, 1, 1)).Message,
            StringComparison.Ordinal);

    [Fact]
    public void Bounds_of_which_some_are_infinite_are_none()
    {
        var spec = new EnvironmentSpec("Half", 2, 1) { Low = [0, float.NegativeInfinity], High = [1, float.PositiveInfinity] };
        Assert.Equal((0, 0), (spec.Validated().Low.Count, spec.Validated().High.Count));
    }

    [Fact]
    public void More_numbers_than_an_array_holds_are_refused_before_they_are_made()
    {
        var spec = new EnvironmentSpec("Wide", 1 << 30, 1);
        Assert.Equal("4 lanes of Wide show 4294967296 numbers together, and 2147483591 are the most: take fewer.",
            Assert.Throws<BellmanException>(() => new VectorEnvironment(() => new MadeUp { Spec = spec }, lanes: 4, seed: 1)).Message);
    }
}
