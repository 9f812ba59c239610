using Bellman.Agents.Pqn;
using Bellman.Environments;

namespace Bellman.Tests.Reference;

/// <summary>
/// PQN as one would explain it, top to bottom in one file: double precision, lists, triple loops, half the squared error, RAdam, a clipped norm. It shares
/// nothing with <see cref="PqnAgent"/> but the random draws and the first weights, and is its oracle and documentation.
/// </summary>
internal sealed class NaivePqn(PqnOptions options, EnvironmentSpec spec, int lanes, ulong seed, double[][] weights, double[][] biases)
{
    private sealed record Sample(float[] Observation, int Action, double Reward, double NextValue, Ending Ending)
    {
        public double Return { get; set; }
    }

    private readonly double[][] _m = [.. weights.Concat(biases).Select(p => new double[p.Length])];
    private readonly double[][] _v = [.. weights.Concat(biases).Select(p => new double[p.Length])];
    private Rng _exploration = new(Seeds.For(seed, RandomStream.Exploration));
    private Rng _sampling = new(Seeds.For(seed, RandomStream.Replay));
    private int _updates;

    /// <summary>Of every lane, step after step.</summary>
    public List<int> Actions { get; } = [];

    public int Truncations { get; private set; }

    public double[] Values(float[] observation) => Forward(observation)[^1];

    public void Train(Func<IEnvironment> create, int rollouts)
    {
        IEnvironment[] environments = [.. Enumerable.Range(0, lanes).Select(_ => create())];
        Rng[] random = [.. Enumerable.Range(0, lanes).Select(lane => new Rng(Seeds.For(seed, RandomStream.Environments), (ulong)lane))];
        float[][] seen = [.. Enumerable.Range(0, lanes).Select(_ => new float[spec.ObservationLength])];
        int[] lengths = new int[lanes];
        for (int lane = 0; lane < lanes; lane++)
        {
            environments[lane].Reset(ref random[lane], seen[lane]);
        }
        int steps = 0;
        for (int rollout = 0; rollout < rollouts; rollout++)
        {
            List<Sample>[] samples = [.. Enumerable.Range(0, lanes).Select(_ => new List<Sample>())];
            for (int t = 0; t < options.Rollout; t++)
            {
                double epsilon = options.Epsilon.At(new Counters(steps, 0, 0));
                int[] actions = [.. seen.Select(observation => _exploration.NextFloat() < (float)epsilon
                    ? _exploration.NextInt(spec.ActionCount) : ArgMax(Values(observation)))];
                Actions.AddRange(actions);
                steps += lanes;
                for (int lane = 0; lane < lanes; lane++)
                {
                    var next = new float[spec.ObservationLength];
                    Outcome outcome = environments[lane].Step(actions[lane], ref random[lane], next);
                    Ending ending = outcome.Ending == Ending.None && ++lengths[lane] == spec.TimeLimit ? Ending.Truncated : outcome.Ending;
                    samples[lane].Add(new(seen[lane], actions[lane], outcome.Reward, Values(next).Max(), ending));
                    seen[lane] = next;
                    if (ending != Ending.None)
                    {
                        Truncations += ending == Ending.Truncated ? 1 : 0;
                        seen[lane] = new float[spec.ObservationLength];
                        environments[lane].Reset(ref random[lane], seen[lane]);
                        lengths[lane] = 0;
                    }
                }
            }
            samples.ToList().ForEach(LookBack);
            // Step after step, all lanes of each.
            Learn([.. Enumerable.Range(0, options.Rollout * lanes).Select(row => samples[row % lanes][row / lanes])]);
        }
    }

    private void LookBack(List<Sample> lane)
    {
        double after = double.NaN;
        for (int t = lane.Count - 1; t >= 0; t--)
        {
            Sample now = lane[t];
            bool isLast = t == lane.Count - 1 || now.Ending == Ending.Truncated;
            double future = isLast ? now.NextValue : (1 - options.Lambda) * now.NextValue + options.Lambda * after;
            now.Return = now.Reward + (now.Ending == Ending.Terminated ? 0 : options.Gamma * future);
            after = now.Return;
        }
    }

    private void Learn(Sample[] rollout)
    {
        for (int epoch = 0; epoch < options.Epochs; epoch++)
        {
            Sample[] shuffled = [.. rollout];
            for (int left = shuffled.Length; left > 1; left--)
            {
                int drawn = _sampling.NextInt(left);
                (shuffled[drawn], shuffled[left - 1]) = (shuffled[left - 1], shuffled[drawn]);
            }
            foreach (Sample[] batch in shuffled.Chunk(shuffled.Length / options.Minibatches))
            {
                Step(Gradient(batch));
            }
        }
    }

    private double[][] Gradient(Sample[] batch)
    {
        double[][] gradient = [.. weights.Concat(biases).Select(p => new double[p.Length])];
        foreach (Sample sample in batch)
        {
            double[][] activations = Forward(sample.Observation);
            var delta = new double[spec.ActionCount];
            delta[sample.Action] = (activations[^1][sample.Action] - sample.Return) / batch.Length;
            for (int layer = weights.Length - 1; layer >= 0; layer--)
            {
                double[] inputs = activations[layer];
                var below = new double[inputs.Length];
                for (int o = 0; o < delta.Length; o++)
                {
                    gradient[weights.Length + layer][o] += delta[o];
                    for (int i = 0; i < inputs.Length; i++)
                    {
                        gradient[layer][i * delta.Length + o] += inputs[i] * delta[o];
                        below[i] += weights[layer][i * delta.Length + o] * delta[o];
                    }
                }
                delta = [.. below.Select((d, i) => layer > 0 && inputs[i] <= 0 ? 0 : d)];
            }
        }
        double norm = Math.Sqrt(gradient.Sum(part => part.Sum(g => g * g))), scale = norm > options.ClipNorm ? options.ClipNorm.Value / norm : 1;
        return [.. gradient.Select(part => part.Select(g => g * scale).ToArray())];
    }

    private void Step(double[][] gradient)
    {
        const double Beta1 = 0.9f, Beta2 = 0.999f;
        _updates++;
        double longest = 2 / (1 - Beta2) - 1, decay = Math.Pow(Beta2, _updates), length = longest - 2 * _updates * decay / (1 - decay);
        double rectification = Math.Sqrt((length - 4) * (length - 2) * longest / ((longest - 4) * (longest - 2) * length));
        double[][] parameters = [.. weights, .. biases];
        for (int p = 0; p < parameters.Length; p++)
        {
            for (int i = 0; i < parameters[p].Length; i++)
            {
                _m[p][i] = Beta1 * _m[p][i] + (1 - Beta1) * gradient[p][i];
                _v[p][i] = Beta2 * _v[p][i] + (1 - Beta2) * gradient[p][i] * gradient[p][i];
                double m = _m[p][i] / (1 - Math.Pow(Beta1, _updates));
                double v = _v[p][i] / (1 - decay);
                parameters[p][i] -= options.LearningRate.From * (length > 5 ? rectification * m / (Math.Sqrt(v) + 1e-8) : m);
            }
        }
    }

    /// <summary>The input and every layer's output; ReLU after all layers but the last.</summary>
    private double[][] Forward(float[] observation)
    {
        var activations = new List<double[]> { observation.Select(x => (double)x).ToArray() };
        for (int layer = 0; layer < weights.Length; layer++)
        {
            double[] y = (double[])biases[layer].Clone();
            for (int o = 0; o < y.Length; o++)
            {
                for (int i = 0; i < activations[^1].Length; i++)
                {
                    y[o] += activations[^1][i] * weights[layer][i * y.Length + o];
                }
                y[o] = layer == weights.Length - 1 ? y[o] : Math.Max(y[o], 0);
            }
            activations.Add(y);
        }
        return [.. activations];
    }

    private static int ArgMax(double[] values) => Array.IndexOf(values, values.Max());
}
