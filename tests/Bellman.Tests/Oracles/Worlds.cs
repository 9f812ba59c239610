using Bellman.Environments.Finite;
using Bellman.Planning;

namespace Bellman.Tests.Oracles;

/// <summary>The worlds with known dynamics, by name.</summary>
internal static class Worlds
{
    public static FiniteMdp Make(string name) => name switch
    {
        "FrozenLake4x4" => FrozenLake.Mdp(FrozenLake.Map4x4),
        "FrozenLake8x8" => FrozenLake.Mdp(FrozenLake.Map8x8),
        "FrozenLakeDry" => FrozenLake.Mdp(["HFSF", "FFHG", "SHFG"], slippery: false),
        "CliffWalking" => CliffWalking.Mdp(),
        "CliffWalkingSlippery" => CliffWalking.Mdp(slippery: true),
        "Taxi" => Taxi.Mdp(),
        "TaxiRain" => Taxi.Mdp(new() { Grip = 0.8 }),
        "Blackjack" => Blackjack.Mdp(),
        "BlackjackNatural" => Blackjack.Mdp(BlackjackRules.Natural),
        "BlackjackPlain" => Blackjack.Mdp(BlackjackRules.Plain),
        _ => throw new ArgumentException(name),
    };
}
