using Bellman.Drawing;
using Bellman.Environments;
using Bellman.Environments.Finite;

namespace Bellman.Tests.Environments.Finite;

public class FiniteCatalogueTests
{
    public static TheoryData<string> Names =>
        [.. Catalogue.Entries.Where(entry => entry.IsFinite).Select(entry => entry.Name), "Taxi-v4:rain=true,fickle=true", "FrozenLake-v1:map=SF/FG"];

    [Theory]
    [InlineData("FrozenLake-v1", 1, 16, 4, 100)]
    [InlineData("FrozenLake8x8-v1", 1, 64, 4, 200)]
    [InlineData("FrozenLake-v1:map=8x8", 1, 64, 4, 100)]
    [InlineData("CliffWalking-v1", 1, 48, 4, null)]
    [InlineData("CliffWalking-v1:limit=50", 1, 48, 4, 50)]
    [InlineData("Taxi-v3", 1, 500, 6, 200)]
    [InlineData("Taxi-v3:limit=none", 1, 500, 6, null)]
    [InlineData("Blackjack-v1", 3, 45, 2, null)]
    public void Tables_see_numbers_and_networks_see_columns(string name, int numbers, int columns, int actions, int? limit)
    {
        EnvironmentSpec plain = Catalogue.Create(name).Spec, oneHot = Catalogue.Create(name, StateEncoding.OneHot).Spec;
        Assert.Equal((name, numbers, actions, limit), (plain.Name, plain.ObservationLength, plain.ActionCount, plain.TimeLimit));
        Assert.Equal((columns, actions), (oneHot.ObservationLength, oneHot.ActionCount));
        Assert.Equal(actions, plain.ActionNames.Count);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_state_on_the_map_exists_and_every_start_is_on_it(string name)
    {
        var environment = (MdpEnvironment)Catalogue.Create(name);
        StateMap map = environment.Map!;
        Assert.Equal(environment.Mdp.ActionCount, map.Symbols.Count);
        int[] shown = [.. map.Panels.SelectMany(panel => panel.States)];
        Assert.Equal(shown.Length, shown.Distinct().Count());
        Assert.All(shown, state => Assert.InRange(state, 0, environment.Mdp.StateCount - 1));
        Assert.All(map.Panels, panel => Assert.Equal(0, panel.States.Count % panel.Columns));
        var random = new Rng(1);
        Assert.Contains(Enumerable.Range(0, 100), _ =>
        {
            environment.Reset(ref random, new float[environment.Spec.ObservationLength]);
            return shown.Contains(environment.State);
        });
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_state_has_a_picture_of_its_own_that_covers_the_canvas(string name)
    {
        var environment = (MdpEnvironment)Catalogue.Create(name);
        var pictures = new HashSet<string>();
        var canvas = new Canvas(60, 44);
        foreach (int state in environment.Map!.Panels[0].States)
        {
            canvas.Clear(Color.Hex(0xFF00FF)); // a colour that no world uses must be gone
            environment.Picture.Draw(canvas, state);
            Assert.NotEqual(Color.Hex(0xFF00FF), canvas[0, 0]);
            Assert.NotEqual(Color.Hex(0xFF00FF), canvas[59, 43]);
            pictures.Add(Convert.ToHexString(canvas.Rgb));
        }
        Assert.Equal(environment.Map.Panels[0].States.Count, pictures.Count);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Drawing_allocates_nothing(string name)
    {
        IEnvironment environment = Catalogue.Create(name);
        var random = new Rng(1);
        environment.Reset(ref random, new float[environment.Spec.ObservationLength]);
        var canvas = new Canvas(60, 44);
        ((IScreen)environment).Draw(canvas);
        long before = GC.GetAllocatedBytesForCurrentThread();
        ((IScreen)environment).Draw(canvas);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void A_name_with_options_that_fit_nothing_is_one_sentence()
    {
        Assert.Equal("Taxi-v3 has no option 'rain': it has fickle, limit, masked.", Message("Taxi-v3:rain=true"));
        Assert.Equal("'-3' does not fit the option 'limit' of Taxi-v3: it must be a whole number of at least 1, or none.", Message("Taxi-v3:limit=-3"));
        Assert.Equal("'16x16' does not fit the option 'map' of FrozenLake-v1: it must be 4x4, 8x8, or rows of the letters S, F, H and G such as SFF/FHF/FFG.",
            Message("FrozenLake-v1:map=16x16"));
        Assert.Equal("'poker' does not fit the option 'rules' of Blackjack-v1: it must be sab, natural or plain.", Message("Blackjack-v1:rules=poker"));
    }

    private static string Message(string name) => Assert.Throws<BellmanException>(() => Catalogue.Create(name)).Message;
}
