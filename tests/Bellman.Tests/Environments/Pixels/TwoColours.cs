using Bellman.Drawing;
using Bellman.Environments;

namespace Bellman.Tests.Environments.Pixels;

/// <summary>A screen of one colour: reddish in odd frames, blue in even ones.</summary>
internal sealed class TwoColours : IEnvironment, IScreen
{
    private int _time;

    public EnvironmentSpec Spec { get; } = new("TwoColours", 1, 1);

    public int Width => 1;

    public int Height => 1;

    public void Reset(ref Rng random, Span<float> observation) => observation[0] = _time = 0;

    public Outcome Step(int action, ref Rng random, Span<float> observation)
    {
        observation[0] = ++_time;
        return new Outcome(0);
    }

    public void Draw(Canvas canvas) => canvas.Clear(_time % 2 == 1 ? new Color(200, 28, 0) : new Color(0, 0, 255));

    public void Sync(StateStream stream) => stream.Sync(ref _time);
}
