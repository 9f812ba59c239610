#:project ../src/Bellman/Bellman.csproj
// A world of your own in about 20 lines: catch the falling ball. Run me: dotnet run -c Release own-environment.cs
using Bellman;
using Bellman.Environments;
using Bellman.Neural;

const int Lanes = 8;
var world = new VectorEnvironment(() => new Catch(), Lanes, seed: 1);
var random = new Rng(2);
var actions = new int[Lanes];
var scores = new List<double>();
while (scores.Count < 1000)
{
    for (int lane = 0; lane < Lanes; lane++)
    {
        actions[lane] = random.NextInt(world.Spec.Actions);
    }
    world.Step(actions);
    scores.AddRange(world.Finished.Select(episode => episode.Return));
}
Console.WriteLine($"At random it catches {scores.Count(score => score > 0) / (double)scores.Count:P0} of the balls.");

sealed class Catch : IEnvironment
{
    private int _row, _ball, _paddle;

    public EnvironmentSpec Spec { get; } = new("Catch", ObservationLength: 3, Actions: 3) { ActionNames = ["left", "stay", "right"] };

    public void Reset(ref Rng random, Span<float> observation)
    {
        (_row, _ball, _paddle) = (0, random.NextInt(7), random.NextInt(7));
        Observe(observation);
    }

    public Outcome Step(int action, ref Rng random, Span<float> observation)
    {
        _paddle = Math.Clamp(_paddle + action - 1, 0, 6);
        _row++;
        Observe(observation);
        return _row < 6 ? new Outcome(0) : new Outcome(_paddle == _ball ? 1 : -1, Ending.Terminated);
    }

    public void Sync(StateStream stream)
    {
        stream.Sync(ref _row);
        stream.Sync(ref _ball);
        stream.Sync(ref _paddle);
    }

    private void Observe(Span<float> observation)
        => (observation[0], observation[1], observation[2]) = (_row / 6f, _ball / 6f, _paddle / 6f);
}
