using System.Buffers;
using Bellman.Neural.Kernels;

namespace Bellman.Neural.Layers;

/// <summary>
/// The quantiles of every group at fractions t that are drawn for each row (Dabney et al. 2018, IQN, equation 4): the
/// features times phi(t) = relu(W cos(pi i t) + b), i from 0 on, and dense layers behind. In the paper a hidden layer
/// is one of these, worked out for every fraction. It departs from the paper where it stands behind the last hidden
/// layer, which is then worked out once for a row. A row of outputs is [groups][fractions], and then the fractions
/// themselves. Without noise the fractions are (i + 1/2) / n. Parameters: those of phi, of the hidden layer and of the
/// outputs, each but the last padded to whole cache lines.
/// </summary>
/// <param name="features">Numbers in one input row.</param>
/// <param name="groups">Outputs for a fraction.</param>
/// <param name="fractions">Fractions of a row.</param>
/// <param name="initializer">How weights begin.</param>
/// <param name="hidden">Rectified units between the product and the outputs; 0: there is no such layer.</param>
internal sealed class ImplicitQuantiles(int features, int groups, int fractions, Initializer initializer, int hidden = 0) : INoisy
{
    private const int Cosines = 64; // Dabney et al. 2018

    private readonly Dense _embed = new(Cosines, features, initializer, relu: true);
    private readonly Dense? _hidden = hidden > 0 ? new(features, hidden, initializer, relu: true) : null;
    private readonly Dense _dense = new(hidden > 0 ? hidden : features, groups, initializer);

    /// <inheritdoc/>
    public int InputLength => features;

    /// <inheritdoc/>
    public int OutputLength { get; } = ImageShape.Count((groups + 1L) * fractions, "quantiles");

    /// <inheritdoc/>
    public int ParameterCount => DenseStart + _dense.ParameterCount;

    /// <inheritdoc/>
    public Layout Layout => Layout.Panels;

    /// <summary>What a pass keeps lies by kind, for all rows together.</summary>
    public bool MixesRows => true;

    /// <inheritdoc/>
    public long MultiplyAdds => fractions * (_embed.MultiplyAdds + (_hidden?.MultiplyAdds ?? 0) + _dense.MultiplyAdds);

    /// <inheritdoc/>
    public int NoisePerRow => fractions;

    // For each fraction: cosines, phi, features * phi, their derivative, hidden units, outputs, and the derivatives of both.
    int INoisy.KeptPerRow { get; } = ImageShape.Count(
        fractions * (Cosines + 3L * features + 2L * hidden + 2L * groups), "intermediate results of implicit quantiles");

    private int HiddenStart => AlignedArray.Pad(_embed.ParameterCount);

    private int DenseStart => HiddenStart + AlignedArray.Pad(_hidden?.ParameterCount ?? 0);

    /// <inheritdoc/>
    public void Initialize(Span<float> parameters, Span<float> statistics, ref Rng random)
    {
        _embed.Initialize(parameters[.._embed.ParameterCount], [], ref random);
        _hidden?.Initialize(parameters.Slice(HiddenStart, _hidden.ParameterCount), [], ref random);
        _dense.Initialize(parameters[DenseStart..], [], ref random);
    }

    /// <inheritdoc/>
    public void DrawNoise(Span<float> shared, Span<float> rows, ref Rng random)
    {
        foreach (ref float fraction in rows)
        {
            fraction = random.NextFloat();
        }
    }

    /// <inheritdoc/>
    public void Forward(ReadOnlySpan<float> parameters, ReadOnlySpan<float> statistics, ReadOnlySpan<float> x, Span<float> y, int rows)
    {
        float[] even = ArrayPool<float>.Shared.Rent(rows * fractions), kept = ArrayPool<float>.Shared.Rent(((INoisy)this).KeptPerRow * Panels.PaddedRows(rows));
        for (int i = 0; i < rows * fractions; i++)
        {
            even[i] = Even(i % fractions);
        }
        Forward(parameters, new() { Shared = [], Rows = even.AsSpan(0, rows * fractions) }, x, y, rows, kept);
        ArrayPool<float>.Shared.Return(even);
        ArrayPool<float>.Shared.Return(kept);
    }

    /// <inheritdoc/>
    public void Forward(ReadOnlySpan<float> parameters, in LayerNoise noise, ReadOnlySpan<float> x, Span<float> y, int rows, Span<float> kept)
    {
        Shape.Holds(x, rows, features, Layout);
        Shape.Holds(y, rows, OutputLength, Layout);
        Room room = Cut(kept, rows);
        int all = room.Rows;
        WriteCosines(noise.Rows, room.Cosines, y, rows);
        _embed.Forward(parameters, [], room.Cosines, room.Phi, all);
        for (int i = 0; i < fractions; i++)
        {
            Range block = (i * x.Length)..((i + 1) * x.Length);
            Elementwise.Multiply(x, room.Phi[block], room.Products[block]);
        }
        _hidden?.Forward(Hidden(parameters), [], room.Products, room.Hidden, all);
        _dense.Forward(parameters[DenseStart..], [], _hidden is null ? room.Products : room.Hidden, room.Outputs, all);
        Regroup(room.Outputs, y, Panels.Count(rows), toRows: true);
    }

    /// <inheritdoc/>
    public void Evaluate(ReadOnlySpan<float> parameters, ReadOnlySpan<float> statistics, ReadOnlySpan<float> x, Span<float> y)
    {
        Shape.Holds(x, features);
        Shape.Holds(y, OutputLength);
        float[] rented = ArrayPool<float>.Shared.Rent(Cosines + features + hidden + groups);
        Span<float> cosines = rented.AsSpan(0, Cosines), phi = rented.AsSpan(Cosines, features), units = rented.AsSpan(Cosines + features, hidden);
        Span<float> outputs = rented.AsSpan(Cosines + features + hidden, groups);
        for (int i = 0; i < fractions; i++)
        {
            float fraction = Even(i);
            WriteCosines(fraction, cosines, 1);
            _embed.Evaluate(parameters, [], cosines, phi);
            Elementwise.Multiply(x, phi, phi);
            _hidden?.Evaluate(Hidden(parameters), [], phi, units);
            _dense.Evaluate(parameters[DenseStart..], [], _hidden is null ? phi : units, outputs);
            for (int group = 0; group < groups; group++)
            {
                y[group * fractions + i] = outputs[group];
            }
            y[groups * fractions + i] = fraction;
        }
        ArrayPool<float>.Shared.Return(rented);
    }

    /// <inheritdoc/>
    public void InputGradient(
        ReadOnlySpan<float> parameters, in LayerNoise noise, ReadOnlySpan<float> x, ReadOnlySpan<float> y, Span<float> dy, Span<float> dx, int rows,
        Span<float> kept)
    {
        Shape.Holds(dx, rows, features, Layout);
        Room room = Cut(kept, rows);
        Regroup(room.OutputGradients, dy, Panels.Count(rows), toRows: false);
        ClearSpareLanes(room.OutputGradients, rows);
        if (_hidden is null)
        {
            _dense.InputGradient(parameters[DenseStart..], [], [], room.OutputGradients, room.Gradients, room.Rows);
        }
        else
        {
            _dense.MaskedInputGradient(parameters[DenseStart..], room.Hidden, room.OutputGradients, room.HiddenGradients, room.Rows);
            _hidden.InputGradient(Hidden(parameters), [], [], room.HiddenGradients, room.Gradients, room.Rows);
        }
        dx.Clear();
        for (int i = 0; i < fractions; i++)
        {
            Range block = (i * x.Length)..((i + 1) * x.Length);
            Span<float> dproduct = room.Gradients[block];
            ReadOnlySpan<float> phi = room.Phi[block];
            Elementwise.MultiplyAdd(dproduct, phi, dx, dx);
            // From here on it is the derivative of phi, which is rectified.
            Elementwise.Multiply(dproduct, x, dproduct);
            Elementwise.MaskByPositive(phi, dproduct);
        }
    }

    /// <inheritdoc/>
    /// <exception cref="NotSupportedException">Always: it learns with drawn fractions only.</exception>
    public void InputGradient(
        ReadOnlySpan<float> parameters, ReadOnlySpan<float> x, ReadOnlySpan<float> y, Span<float> dy, Span<float> dx, int rows)
        => throw new NotSupportedException("Implicit quantiles are learned at fractions that were drawn.");

    /// <inheritdoc/>
    public void ParameterGradient(
        in LayerNoise noise, ReadOnlySpan<float> x, ReadOnlySpan<float> y, ReadOnlySpan<float> dy, Span<float> dparameters, int rows, WorkShare share,
        ReadOnlySpan<float> kept)
    {
        Shape.Holds(dparameters, ParameterCount);
        unsafe
        {
            fixed (float* start = kept)
            {
                Room room = Cut(new Span<float>(start, kept.Length), rows); // read only
                _embed.ParameterGradient(room.Cosines, room.Phi, room.Gradients, dparameters, room.Rows, share);
                _hidden?.ParameterGradient(
                    room.Products, room.Hidden, room.HiddenGradients, dparameters.Slice(HiddenStart, _hidden.ParameterCount), room.Rows, share);
                _dense.ParameterGradient(
                    _hidden is null ? room.Products : room.Hidden, room.Outputs, room.OutputGradients, dparameters[DenseStart..], room.Rows, share);
            }
        }
    }

    private ReadOnlySpan<float> Hidden(ReadOnlySpan<float> parameters) => parameters.Slice(HiddenStart, _hidden!.ParameterCount);

    private float Even(int i) => (i + 0.5f) / fractions;

    private void WriteCosines(ReadOnlySpan<float> drawn, Span<float> cosines, Span<float> y, int rows)
    {
        int panels = Panels.Count(rows);
        for (int i = 0; i < fractions; i++)
        {
            for (int row = 0; row < panels * Panels.Width; row++)
            {
                float fraction = row < rows ? drawn[row * fractions + i] : 0;
                int panel = row / Panels.Width, lane = row % Panels.Width;
                y[(panel * OutputLength + groups * fractions + i) * Panels.Width + lane] = fraction;
                WriteCosines(fraction, cosines[((i * panels + panel) * Cosines * Panels.Width + lane)..], Panels.Width);
            }
        }
    }

    // cos((k + 1) a) = 2 cos(a) cos(k a) - cos((k - 1) a), in doubles: the error of the 64th stays far below a float's.
    private static void WriteCosines(float fraction, Span<float> target, int stride)
    {
        double cosine = Math.Cos(Math.PI * fraction), before = cosine, now = 1;
        for (int k = 0; k < Cosines; k++)
        {
            target[k * stride] = (float)now;
            (before, now) = (now, 2 * cosine * now - before);
        }
    }

    // From [fraction][panel][group] to [panel][group][fraction] and back, sixteen rows at a time.
    private void Regroup(Span<float> byFraction, Span<float> byRow, int panels, bool toRows)
    {
        for (int i = 0; i < fractions; i++)
        {
            for (int panel = 0; panel < panels; panel++)
            {
                for (int group = 0; group < groups; group++)
                {
                    Span<float> one = byFraction.Slice(((i * panels + panel) * groups + group) * Panels.Width, Panels.Width);
                    Span<float> other = byRow.Slice((panel * OutputLength + group * fractions + i) * Panels.Width, Panels.Width);
                    (toRows ? one : other).CopyTo(toRows ? other : one);
                }
            }
        }
    }

    // Nothing may add them into a sum, and they lie between rows here.
    private void ClearSpareLanes(Span<float> byFraction, int rows)
    {
        int panels = Panels.Count(rows), spare = panels * Panels.Width - rows;
        for (int i = 0; i < fractions && spare > 0; i++)
        {
            for (int group = 0; group < groups; group++)
            {
                byFraction.Slice(((i * panels + panels - 1) * groups + group) * Panels.Width + Panels.Width - spare, spare).Clear();
            }
        }
    }

    private Room Cut(Span<float> kept, int rows)
    {
        int all = fractions * Panels.PaddedRows(rows), outputs = Cosines + 3 * features, units = outputs + 2 * groups;
        return new()
        {
            Rows = all,
            Cosines = kept[..(all * Cosines)],
            Phi = kept.Slice(all * Cosines, all * features),
            Products = kept.Slice(all * (Cosines + features), all * features),
            Gradients = kept.Slice(all * (Cosines + 2 * features), all * features),
            Outputs = kept.Slice(all * outputs, all * groups),
            OutputGradients = kept.Slice(all * (outputs + groups), all * groups),
            Hidden = kept.Slice(all * units, all * hidden),
            HiddenGradients = kept.Slice(all * (units + hidden), all * hidden),
        };
    }

    /// <inheritdoc/>
    public override string ToString() => (hidden > 0 ? $"dense {hidden}, relu, " : "") + $"implicit quantiles {groups} x {fractions}";

    private readonly ref struct Room
    {
        public required int Rows { get; init; }

        public required Span<float> Cosines { get; init; }

        public required Span<float> Phi { get; init; }

        public required Span<float> Products { get; init; }

        public required Span<float> Gradients { get; init; }

        public required Span<float> Outputs { get; init; }

        public required Span<float> OutputGradients { get; init; }

        public required Span<float> Hidden { get; init; }

        public required Span<float> HiddenGradients { get; init; }
    }
}
