using System.Buffers;
using Bellman.Neural.Kernels;

namespace Bellman.Neural.Layers;

/// <summary>
/// Two layers side by side: the first takes the first part of a row, the second the rest, and what they make lies one
/// behind the other. So two streams of a dueling network (Wang et al. 2016) have hidden units of their own. Parameters:
/// those of the first layer, padded to whole cache lines, then the second's.
/// </summary>
/// <param name="first">Such as the one that makes V.</param>
/// <param name="second">Such as the one that makes A.</param>
/// <param name="oneBias">
/// The second layer has one bias for all outputs (Daley et al. 2025): its gradient is the sum of theirs.
/// </param>
internal sealed class TwoStreams(Dense first, Dense second, bool oneBias = false) : IFactorized
{
    private readonly int _firstParameters = AlignedArray.Pad(first.ParameterCount);

    /// <inheritdoc/>
    public int InputLength { get; } = ImageShape.Count((long)first.InputLength + second.InputLength, "inputs of two streams");

    /// <inheritdoc/>
    public int OutputLength { get; } = ImageShape.Count((long)first.OutputLength + second.OutputLength, "outputs of two streams");

    /// <inheritdoc/>
    public int ParameterCount { get; } = ImageShape.Count(AlignedArray.Pad(first.ParameterCount) + (long)second.ParameterCount, "parameters of two streams");

    /// <inheritdoc/>
    public Layout Layout => Layout.Panels;

    /// <inheritdoc/>
    public long MultiplyAdds => first.MultiplyAdds + second.MultiplyAdds;

    /// <inheritdoc/>
    public int FanIn => first.FanIn;

    /// <inheritdoc/>
    public int FactorCount => first.FactorCount + second.FactorCount;

    private Range Biases => (second.ParameterCount - second.OutputLength)..second.ParameterCount;

    /// <inheritdoc/>
    public void Initialize(Span<float> parameters, Span<float> statistics, ref Rng random)
    {
        first.Initialize(parameters[..first.ParameterCount], [], ref random);
        second.Initialize(parameters[_firstParameters..], [], ref random);
        if (oneBias)
        {
            Span<float> biases = parameters[_firstParameters..][Biases];
            biases.Fill(biases[0]);
        }
    }

    /// <inheritdoc/>
    public void Forward(ReadOnlySpan<float> parameters, ReadOnlySpan<float> statistics, ReadOnlySpan<float> x, Span<float> y, int rows)
    {
        using var xs = new Halves(x, first.InputLength, second.InputLength, rows);
        using var ys = new Halves([], first.OutputLength, second.OutputLength, rows);
        first.Forward(parameters, [], xs.First, ys.First, rows);
        second.Forward(parameters[_firstParameters..], [], xs.Second, ys.Second, rows);
        ys.CopyTo(y);
    }

    /// <inheritdoc/>
    public void Evaluate(ReadOnlySpan<float> parameters, ReadOnlySpan<float> statistics, ReadOnlySpan<float> x, Span<float> y)
    {
        Shape.Holds(x, InputLength);
        Shape.Holds(y, OutputLength);
        first.Evaluate(parameters, [], x[..first.InputLength], y);
        second.Evaluate(parameters[_firstParameters..], [], x[first.InputLength..], y[first.OutputLength..]);
    }

    /// <inheritdoc/>
    public void InputGradient(
        ReadOnlySpan<float> parameters, ReadOnlySpan<float> x, ReadOnlySpan<float> y, Span<float> dy, Span<float> dx, int rows)
    {
        using var dys = new Halves(dy, first.OutputLength, second.OutputLength, rows);
        using var dxs = new Halves([], first.InputLength, second.InputLength, rows);
        first.InputGradient(parameters, [], [], dys.First, dxs.First, rows);
        second.InputGradient(parameters[_firstParameters..], [], [], dys.Second, dxs.Second, rows);
        dxs.CopyTo(dx);
    }

    /// <inheritdoc/>
    public void ParameterGradient(
        ReadOnlySpan<float> x, ReadOnlySpan<float> y, ReadOnlySpan<float> dy, Span<float> dparameters, int rows, WorkShare share)
    {
        if (Mine(share) is not { } mine)
        {
            return;
        }
        using var xs = new Halves(x, first.InputLength, second.InputLength, rows);
        using var dys = new Halves(dy, first.OutputLength, second.OutputLength, rows);
        first.ParameterGradient(xs.First, [], dys.First, dparameters, rows, mine);
        Span<float> dsecond = dparameters[_firstParameters..];
        second.ParameterGradient(xs.Second, [], dys.Second, dsecond, rows, mine);
        if (oneBias)
        {
            float sum = 0;
            foreach (float bias in dsecond[Biases])
            {
                sum += bias;
            }
            dsecond[Biases].Fill(sum);
        }
    }

    /// <inheritdoc/>
    public void Perturb(ReadOnlySpan<float> mu, ReadOnlySpan<float> sigma, ReadOnlySpan<float> factors, Span<float> weights)
    {
        first.Perturb(mu, sigma, factors, weights);
        second.Perturb(mu[_firstParameters..], sigma[_firstParameters..], factors[first.FactorCount..], weights[_firstParameters..]);
    }

    /// <inheritdoc/>
    public void NoiseGradient(ReadOnlySpan<float> gradient, ReadOnlySpan<float> factors, Span<float> product, WorkShare share)
    {
        if (Mine(share) is { } mine)
        {
            first.NoiseGradient(gradient, factors, product, mine);
            second.NoiseGradient(gradient[_firstParameters..], factors[first.FactorCount..], product[_firstParameters..], mine);
        }
    }

    // One bias needs the gradients of all outputs: nobody may share them.
    private WorkShare? Mine(WorkShare share) => !oneBias ? share : share.IsFirst ? WorkShare.Whole : null;

    /// <inheritdoc/>
    public override string ToString() => $"two streams ({first} and {second})";

    // Both parts of every panel by themselves: kernels want a layer's panels to lie together.
    private readonly ref struct Halves
    {
        private readonly float[] _rented;
        private readonly int _first; // numbers of a panel
        private readonly int _second;

        public Halves(ReadOnlySpan<float> numbers, int firstLength, int secondLength, int rows)
        {
            (_first, _second) = (firstLength * Panels.Width, secondLength * Panels.Width);
            int panels = Panels.Count(rows);
            _rented = ArrayPool<float>.Shared.Rent(panels * (_first + _second));
            First = _rented.AsSpan(0, panels * _first);
            Second = _rented.AsSpan(First.Length, panels * _second);
            for (int panel = 0; panel < panels && !numbers.IsEmpty; panel++)
            {
                ReadOnlySpan<float> both = numbers.Slice(panel * (_first + _second), _first + _second);
                both[.._first].CopyTo(First[(panel * _first)..]);
                both[_first..].CopyTo(Second[(panel * _second)..]);
            }
        }

        public Span<float> First { get; }

        public Span<float> Second { get; }

        public void CopyTo(Span<float> numbers)
        {
            for (int panel = 0; panel < First.Length / _first; panel++)
            {
                Span<float> both = numbers.Slice(panel * (_first + _second), _first + _second);
                First.Slice(panel * _first, _first).CopyTo(both);
                Second.Slice(panel * _second, _second).CopyTo(both[_first..]);
            }
        }

        public void Dispose() => ArrayPool<float>.Shared.Return(_rented);
    }
}
