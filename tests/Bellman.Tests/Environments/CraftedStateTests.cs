using Bellman.Environments;
using Bellman.Environments.Pixels;

namespace Bellman.Tests.Environments;

/// <summary>
/// A state that somebody made up is refused or played, whatever is in it. The environment variable BELLMAN_FUZZ_STATES asks for more than the
/// usual number of them in each world.
/// </summary>
public class CraftedStateTests
{
    private const int Usual = 300, Steps = 50, Played = 3000, Between = 7;

    public static TheoryData<string> Worlds { get; } = [.. Catalogue.Entries.Select(entry => entry.Name), "pixels"];

    [Theory]
    [MemberData(nameof(Worlds))]
    public void A_made_up_state_can_at_worst_be_refused(string name)
    {
        Func<IEnvironment> create = Factory(name);
        int count = Mutations.Count("BELLMAN_FUZZ_STATES", Usual);
        var environment = new VectorEnvironment(create, lanes: 1, seed: 1);
        byte[] saved = Save(environment);
        var random = new Rng(7);
        int played = 0;
        for (int i = 0; i < count; i++)
        {
            byte[] bytes = Mutated(saved, ref random);
            try
            {
                environment.Sync(StateStream.Reader(new MemoryStream(bytes)));
                for (int step = 0; step < Steps; step++)
                {
                    environment.Step([random.NextInt(environment.Spec.ActionCount)]);
                }
                played++;
                saved = i % 2 == 0 ? Save(environment) : saved;
            }
            catch (BellmanException)
            {
                environment = new VectorEnvironment(create, lanes: 1, seed: (ulong)i);
                saved = Save(environment);
            }
        }
        Assert.InRange(played, 1, count);
    }

    [Theory]
    [MemberData(nameof(Worlds))]
    public void Every_state_that_is_played_to_goes_on_to_the_same_bits(string name)
    {
        Func<IEnvironment> create = Factory(name);
        VectorEnvironment environment = new(create, lanes: 1, seed: 1), twin = new(create, lanes: 1, seed: 2);
        var random = new Rng(5);
        for (int step = 0; step < Played; step++)
        {
            if (step % Between == 0)
            {
                twin.Sync(StateStream.Reader(new MemoryStream(Save(environment))));
            }
            int action = random.NextInt(environment.Spec.ActionCount);
            Outcome one = environment.Step([action]).Outcomes[0], other = twin.Step([action]).Outcomes[0];
            Assert.Equal(one, other);
            Assert.True(environment.Observations.SequenceEqual(twin.Observations), $"step {step}");
        }
    }

    internal static Func<IEnvironment> Factory(string name)
        => name == "pixels" ? () => new PixelEnvironment(Catalogue.Create("CartPole-v1"), new()) : Catalogue.Factory(name);

    private static byte[] Save(VectorEnvironment environment)
    {
        using var bytes = new MemoryStream();
        environment.Sync(StateStream.Writer(bytes));
        return bytes.ToArray();
    }

    // A number, a byte or a bit somewhere; half of the places are near the end, where the world's own state lies behind the observation.
    private static byte[] Mutated(byte[] saved, ref Rng random)
    {
        byte[] bytes = [.. saved];
        for (int changes = 1 + random.NextInt(3); changes > 0; changes--)
        {
            int from = random.NextInt(2) == 0 ? 0 : Math.Max(0, bytes.Length - 3000), at = from + random.NextInt(bytes.Length - from);
            int length = Math.Min(bytes.Length - at, 1 << random.NextInt(4));
            Span<byte> place = bytes.AsSpan(at, length);
            switch (random.NextInt(4))
            {
                case 0: place.Fill(0xFF); break;
                case 1: place.Fill(0x7F); break;
                case 2: place[0] ^= (byte)(1 << random.NextInt(8)); break;
                default: BitConverter.GetBytes(random.NextBits()).AsSpan(0, length).CopyTo(place); break;
            }
        }
        return bytes;
    }
}
