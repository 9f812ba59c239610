#:project ../src/Bellman/Bellman.csproj
// Why one tutorial's agent never got out of MountainCar's ditch: its recipe, the repaired one, and the repaired one with one repair undone at
// a time. The table is in docs/tutorials.md. Run me: dotnet run -c Release ditch.cs
using Bellman;
using Bellman.Agents;
using Bellman.Agents.Dqn;
using Bellman.Environments;
using Bellman.Neural;
using Bellman.Neural.Layers;
using Bellman.Training;

RunOptions preset = Presets.For("MountainCar-v0", "mountaincar-soft");
var repaired = (DqnOptions)preset.Agent;
NetworkSpec tutorialNetwork = NetworkSpec.Parse("batchnorm, relu, dense 32, batchnorm, relu");
DqnOptions tutorial = repaired with
{
    Network = tutorialNetwork, Gamma = 1, Tau = 0.1, Memory = 1_000, Persistence = null,
};

Console.WriteLine("Flags reached in 100 greedy episodes, seeds 1 to 5, by the agent that was kept and by the last one");
Try("the tutorial's", tutorial, softmax: true, ignoresEnd: true);
Try("repaired", repaired);
Try("... but values end in a softmax", repaired, softmax: true);
Try("... but nothing is discounted", repaired with { Gamma = 1 });
Try("... but the end is ignored", repaired, ignoresEnd: true);
Try("... but a ReLU cuts the inputs", repaired with { Network = tutorialNetwork });
Try("... but the target follows by 0.1", repaired with { Tau = 0.1 });
Try("... but memory holds 1000", repaired with { Memory = 1_000 });
Try("... but random actions last one step", repaired with { Persistence = null });

void Try(string name, DqnOptions options, bool softmax = false, bool ignoresEnd = false)
{
    var kept = new List<int>();
    var last = new List<int>();
    for (ulong seed = 1; seed <= 5; seed++)
    {
        RunOptions run = preset with { Seed = seed, Agent = options };
        using var training = new TrainingRun(
            run, () => ignoresEnd ? new Endless() : Catalogue.Create("MountainCar-v0"),
            spec => new DqnAgent(options, spec, 1, seed, learns => CreateNetwork(options, spec, seed, softmax, learns)));
        foreach (Progress _ in training.Train())
        {
        }
        kept.Add(Flags(training.Policy, seed));
        last.Add(Flags(training.Agent.Greedy, seed));
    }
    Console.WriteLine($"{name,-36}{Columns(kept)}   | {Columns(last)}");
}

int Flags(IPolicy policy, ulong seed)
    => Enumerable.Range(0, 100).Count(i => Evaluator.Run(policy, () => Catalogue.Create("MountainCar-v0"), 1, Seeds.For(seed, RandomStream.Score, (ulong)i)).Mean > -200);

string Columns(List<int> counts) => string.Concat(counts.Select(count => $"{count,5}"));

Network CreateNetwork(DqnOptions options, EnvironmentSpec spec, ulong seed, bool softmax, bool learns)
{
    var random = new Rng(Seeds.For(seed, RandomStream.Weights));
    IReadOnlyList<ILayer> layers = options.Network.CreateLayers(spec.ObservationLength, spec.ActionCount, options.Initializer);
    return new Network(softmax ? [.. layers, new Softmax(spec.ActionCount)] : layers, ref random, learns ? options.Optimizer : null);
}

/// <summary>A learner that ignores where episodes end bootstraps from the flag too: to it, reaching the flag is like running out of time.</summary>
sealed class Endless : IEnvironment
{
    private readonly IEnvironment _car = Catalogue.Create("MountainCar-v0");

    public EnvironmentSpec Spec => _car.Spec;

    public void Reset(ref Rng random, Span<float> observation) => _car.Reset(ref random, observation);

    public Outcome Step(int action, ref Rng random, Span<float> observation)
    {
        Outcome outcome = _car.Step(action, ref random, observation);
        return outcome.Ending == Ending.Terminated ? outcome with { Ending = Ending.Truncated } : outcome;
    }

    public void Sync(StateStream stream) => _car.Sync(stream);
}

/// <summary>A layer of one's own, in plain rows: positive numbers that sum to one, which no value below zero can be learned with.</summary>
sealed class Softmax(int length) : ILayer
{
    public int InputLength => length;

    public int OutputLength => length;

    public void Forward(ReadOnlySpan<float> parameters, ReadOnlySpan<float> statistics, ReadOnlySpan<float> x, Span<float> y, int rows)
    {
        for (int row = 0; row < rows; row++)
        {
            ReadOnlySpan<float> values = x.Slice(row * length, length);
            Span<float> shares = y.Slice(row * length, length);
            float most = float.NegativeInfinity, sum = 0;
            foreach (float value in values)
            {
                most = Math.Max(most, value);
            }
            for (int i = 0; i < length; i++)
            {
                sum += shares[i] = MathF.Exp(values[i] - most);
            }
            for (int i = 0; i < length; i++)
            {
                shares[i] /= sum;
            }
        }
    }

    public void InputGradient(
        ReadOnlySpan<float> parameters, ReadOnlySpan<float> x, ReadOnlySpan<float> y, Span<float> dy, Span<float> dx, int rows)
    {
        for (int row = 0; row < rows; row++)
        {
            float mean = 0;
            for (int i = row * length; i < (row + 1) * length; i++)
            {
                mean += y[i] * dy[i];
            }
            for (int i = row * length; i < (row + 1) * length; i++)
            {
                dx[i] = y[i] * (dy[i] - mean);
            }
        }
    }
}
