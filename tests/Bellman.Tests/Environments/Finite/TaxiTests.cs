using Bellman.Environments.Finite;

namespace Bellman.Tests.Environments.Finite;

public class TaxiTests
{
    [Theory]
    [InlineData(0, 0.3)]
    [InlineData(1.2, 0)]
    [InlineData(1, 1.5)]
    [InlineData(1, -1)]
    public void A_taxi_with_impossible_probabilities_is_refused(double grip, double fickle)
        => Assert.StartsWith($"A grip of {grip} or a fickleness of {fickle} is no probability",
            Assert.Throws<BellmanException>(() => Taxi.Mdp(new() { Grip = grip, Fickle = fickle })).Message);
}
