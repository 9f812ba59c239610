#:project ../src/Bellman/Bellman.csproj
// Trains an agent that balances CartPole, scores it, saves it, loads it and lets it act. Run me: dotnet run -c Release cartpole.cs
using Bellman.Agents;
using Bellman.Training;

using var run = new TrainingRun(Presets.For("CartPole-v1") with { Seed = 1 });
foreach (Progress progress in run.Train())
{
    if (progress.IsBest)
    {
        Console.WriteLine($"step {progress.Counters.Steps,6}: the best agent so far scores {progress.Evaluation!.Mean:0.0}");
    }
}
Console.WriteLine($"On 100 new episodes it scores {run.Score(100).Mean:0.0}.");

PolicyFile.Save(run.Policy, "cartpole.policy");
var policy = (QNetworkPolicy)PolicyFile.Load("cartpole.policy");
int action = policy.Act([0.01f, 0.02f, -0.03f, 0.04f]); // cart position and speed, pole angle and speed
Console.WriteLine($"Leaning a little to the left, it pushes {(action == 0 ? "left" : "right")}.");
