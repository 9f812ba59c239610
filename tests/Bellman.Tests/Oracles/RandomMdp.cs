using Bellman.Planning;
using FsCheck;
using FsCheck.Fluent;

namespace Bellman.Tests.Oracles;

/// <summary>A recipe for a small random world: what FsCheck draws, prints when a test fails, and shrinks.</summary>
public sealed record MdpRecipe(int Seed, int States, int Actions, int Branches, bool Ends)
{
    public FiniteMdp Make() => RandomMdp.Make((ulong)Seed, States, Actions, Branches, Ends ? 0.1 : 0);
}

/// <summary>Small random worlds, the same for the same recipe.</summary>
public static class RandomMdp
{
    /// <summary>
    /// States lead to a few random others with random probabilities and rewards in [-1, 1). Where <paramref name="end"/> is positive, the
    /// last state is absorbing and every step of every policy leads there with that probability; episodes begin anywhere else.
    /// </summary>
    public static FiniteMdp Make(ulong seed, int states, int actions, int branches, double end)
    {
        var random = new Rng(seed);
        int last = end > 0 ? states - 1 : states;
        return FiniteMdp.Create(states, actions, (_, _) =>
        {
            double[] weights = [.. Enumerable.Range(0, branches).Select(_ => 0.05 + random.NextDouble())];
            Transition[] open = [.. weights.Select(w => new Transition(w / weights.Sum() * (1 - end), random.NextInt(last), random.NextDouble(-1, 1)))];
            return end > 0 ? [.. open, new(end, last, random.NextDouble(-1, 1))] : open;
        }, state => state == last, state => state < last ? 1.0 / last : 0);
    }

    /// <summary>Checks a property of forty random worlds, the same ones every time.</summary>
    public static void Check(Action<FiniteMdp> property)
        => Prop.ForAll(Recipes.ToArbitrary(), recipe => property(recipe.Make()))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(40).WithReplay(20261121, 1));

    private static Gen<MdpRecipe> Recipes =>
        from seed in Gen.Choose(0, 1_000_000)
        from states in Gen.Choose(2, 30)
        from actions in Gen.Choose(1, 4)
        from branches in Gen.Choose(1, 4)
        from ends in Gen.Elements(true, false)
        select new MdpRecipe(seed, states, actions, branches, ends);
}
