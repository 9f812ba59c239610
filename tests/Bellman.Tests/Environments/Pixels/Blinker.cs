using Bellman.Drawing;
using Bellman.Environments;

namespace Bellman.Tests.Environments.Pixels;

/// <summary>
/// A game whose every frame can be foretold: in frame t the screen has brightness t, but of its two halves only one is shown, in turns.
/// Its own observation is t. It waits for 'fire', has two lives and pays the number of the action.
/// </summary>
internal sealed class Blinker(int length = 1_000, int lifeLostAt = -1) : IEnvironment, IScreen
{
    private int _time;

    public EnvironmentSpec Spec { get; } = new("Blinker", 1, 3) { TimeLimit = 101, ActionNames = ["NOOP", "FIRE", "go"] };

    public List<int> Actions { get; } = [];

    public int Time => _time;

    public int Width => 4;

    public int Height => 2;

    public void Reset(ref Rng random, Span<float> observation)
    {
        Actions.Clear();
        observation[0] = _time = 0;
    }

    public Outcome Step(int action, ref Rng random, Span<float> observation)
    {
        Actions.Add(action);
        observation[0] = ++_time;
        return new Outcome(action, _time >= length ? Ending.Terminated : _time == lifeLostAt ? Ending.LifeLost : Ending.None);
    }

    public void Draw(Canvas canvas)
    {
        canvas.Clear(new Color(0, 0, 0));
        byte bright = (byte)_time;
        canvas.FillRectangle(_time % 2 == 0 ? 0 : canvas.Width / 2.0, 0, canvas.Width / 2.0, canvas.Height, new Color(bright, bright, bright));
    }

    public void Sync(StateStream stream) => stream.Sync(ref _time);
}
