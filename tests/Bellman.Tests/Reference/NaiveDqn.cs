using Bellman.Agents.Dqn;
using Bellman.Environments;

namespace Bellman.Tests.Reference;

/// <summary>
/// DQN as one would explain it, top to bottom in one file: double precision, lists, triple loops, Huber loss, Adam, hard target. It shares nothing with
/// <see cref="DqnAgent"/> but the random draws and the first weights, and is its oracle and documentation.
/// </summary>
internal sealed class NaiveDqn(DqnOptions options, EnvironmentSpec spec, ulong seed, double[][] weights, double[][] biases)
{
    private sealed record Transition(float[] Observation, int Action, double Reward, float[] Successor, bool Terminated);

    private readonly List<Transition> _replay = [];
    private readonly double[][] _targetWeights = [.. weights.Select(w => (double[])w.Clone())];
    private readonly double[][] _targetBiases = [.. biases.Select(b => (double[])b.Clone())];
    private readonly double[][] _m = [.. weights.Concat(biases).Select(p => new double[p.Length])];
    private readonly double[][] _v = [.. weights.Concat(biases).Select(p => new double[p.Length])];
    private int _updates;

    public List<int> Actions { get; } = [];

    public double[] Values(float[] observation) => Forward(weights, biases, observation)[^1];

    public void Train(IEnvironment environment, int steps)
    {
        var exploration = new Rng(Seeds.For(seed, RandomStream.Exploration));
        var sampling = new Rng(Seeds.For(seed, RandomStream.Replay));
        var random = new Rng(Seeds.For(seed, RandomStream.Environments), stream: 0);
        var observation = new float[spec.ObservationLength];
        environment.Reset(ref random, observation);
        int length = 0;
        for (int step = 1; step <= steps; step++)
        {
            double epsilon = options.Epsilon.At(new Counters(step - 1, 0, 0));
            int action = exploration.NextFloat() < (float)epsilon ? exploration.NextInt(spec.ActionCount) : ArgMax(Values(observation));
            Actions.Add(action);
            var successor = new float[spec.ObservationLength];
            Outcome outcome = environment.Step(action, ref random, successor);
            bool terminated = outcome.Ending == Ending.Terminated;
            _replay.Add(new(observation, action, outcome.Reward, successor, terminated));
            observation = successor;
            if (terminated || ++length == spec.TimeLimit)
            {
                observation = new float[spec.ObservationLength];
                environment.Reset(ref random, observation);
                length = 0;
            }
            if (step > options.LearningStarts && step % options.TrainEvery.Count == 0)
            {
                Learn([.. Enumerable.Range(0, options.Batch).Select(_ => _replay[sampling.NextInt(_replay.Count)])]);
            }
            if (step % options.TargetEvery.Count == 0)
            {
                Copy(weights, _targetWeights);
                Copy(biases, _targetBiases);
            }
        }
    }

    private void Learn(Transition[] batch)
    {
        double[][] gradient = [.. weights.Concat(biases).Select(p => new double[p.Length])];
        foreach (Transition t in batch)
        {
            double[] next = Forward(_targetWeights, _targetBiases, t.Successor)[^1];
            double[] chooser = options.Double ? Values(t.Successor) : next;
            double target = t.Reward + (t.Terminated ? 0 : options.Gamma * next[ArgMax(chooser)]);
            double[][] activations = Forward(weights, biases, t.Observation);
            var delta = new double[spec.ActionCount];
            delta[t.Action] = Math.Clamp(activations[^1][t.Action] - target, -1, 1) / batch.Length;
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
        _updates++;
        double rate = options.LearningRate.From;
        double[][] parameters = [.. weights, .. biases];
        for (int p = 0; p < parameters.Length; p++)
        {
            for (int i = 0; i < parameters[p].Length; i++)
            {
                _m[p][i] = 0.9 * _m[p][i] + 0.1 * gradient[p][i];
                _v[p][i] = 0.999 * _v[p][i] + 0.001 * gradient[p][i] * gradient[p][i];
                double m = _m[p][i] / (1 - Math.Pow(0.9, _updates));
                double v = _v[p][i] / (1 - Math.Pow(0.999, _updates));
                parameters[p][i] -= rate * m / (Math.Sqrt(v) + 1e-8);
            }
        }
    }

    /// <summary>The input and every layer's output; ReLU after all layers but the last.</summary>
    private static double[][] Forward(double[][] weights, double[][] biases, float[] observation)
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

    private static void Copy(double[][] from, double[][] to)
    {
        for (int i = 0; i < from.Length; i++)
        {
            from[i].CopyTo(to[i], 0);
        }
    }
}
