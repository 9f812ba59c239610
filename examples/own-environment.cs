#:project ../src/Bellman/Bellman.csproj
// An environment of your own in about 20 lines: catch the falling ball. Run me: dotnet run -c Release own-environment.cs
using Bellman;
using Bellman.Environments;
using Bellman.Training;

RunOptions options = Presets.For("CartPole-v1") with { Environment = "Catch", Steps = 6_000 };
using var run = new TrainingRun(options, () => new Catch());
Console.WriteLine($"Before it learned it caught {(run.Score(1000).Mean + 1) / 2:P0} of the balls.");
foreach (Progress progress in run.Train())
{
}
Console.WriteLine($"Now it catches {(run.Score(1000).Mean + 1) / 2:P0}.");

sealed class Catch : IEnvironment
{
    private int _row, _ball, _paddle;

    public EnvironmentSpec Spec { get; } = new("Catch", ObservationLength: 3, ActionCount: 3) { ActionNames = ["left", "stay", "right"] };

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
