using System.Runtime.Intrinsics;
using Bellman.Neural.Kernels;

namespace Bellman.Neural.Layers;

/// <summary>
/// y(a) = x(a) + c * sum over b of x(b), plus V where there is one: the streams of <see cref="StreamKind"/>, for each
/// output of a group alone. No parameters. With a penalty, an activity regulariser: every row's loss has penalty / 2 *
/// (squares of V and of all x) added, which enters in the gradient.
/// </summary>
internal sealed class ActionStreams : ILayer
{
    private readonly int _groups;
    private readonly int _perGroup;
    private readonly int _others; // numbers behind the groups that pass as they are
    private readonly float _sumWeight;
    private readonly float _penalty;
    private readonly StreamKind _kind;

    /// <summary>Streams for groups of outputs.</summary>
    /// <param name="kind">How they are put together.</param>
    /// <param name="groups">Actions.</param>
    /// <param name="perGroup">Outputs of an action.</param>
    /// <param name="others">Numbers behind them that pass as they are.</param>
    /// <param name="penalty">Of regularized streams, for one row.</param>
    public ActionStreams(StreamKind kind, int groups, int perGroup, int others = 0, float penalty = 0)
    {
        (_kind, _groups, _perGroup, _others) = (kind, groups, perGroup, others);
        _sumWeight = kind switch { StreamKind.Dueling => -1f / groups, StreamKind.MeanExpansion => 1, _ => 0 };
        _penalty = kind == StreamKind.Regularized ? penalty : 0;
        OutputLength = ImageShape.Count((long)groups * perGroup + others, "outputs of streams");
        InputLength = OutputLength + Values;
    }

    /// <inheritdoc/>
    public int InputLength { get; }

    /// <inheritdoc/>
    public int OutputLength { get; }

    /// <inheritdoc/>
    public Layout Layout => Layout.Panels;

    // Numbers of V, which come first.
    private int Values => _kind is StreamKind.Dueling or StreamKind.Regularized ? _perGroup : 0;

    /// <inheritdoc/>
    public unsafe void Forward(ReadOnlySpan<float> parameters, ReadOnlySpan<float> statistics, ReadOnlySpan<float> x, Span<float> y, int rows)
    {
        Shape.Holds(x, rows, InputLength, Layout);
        Shape.Holds(y, rows, OutputLength, Layout);
        fixed (float* xs = x, ys = y)
        {
            for (nint panel = 0; panel < Panels.Count(rows); panel++)
            {
                for (int half = 0; half < Panels.Width; half += Vector256<float>.Count)
                {
                    Forward(xs + panel * InputLength * Panels.Width + half, ys + panel * OutputLength * Panels.Width + half);
                }
            }
        }
    }

    /// <inheritdoc/>
    public unsafe void Evaluate(ReadOnlySpan<float> parameters, ReadOnlySpan<float> statistics, ReadOnlySpan<float> x, Span<float> y)
    {
        Shape.Holds(x, InputLength);
        Shape.Holds(y, OutputLength);
        for (int i = 0; i < _perGroup; i++)
        {
            float sum = 0;
            for (int group = 0; group < _groups; group++)
            {
                sum += x[Values + group * _perGroup + i];
            }
            sum *= _sumWeight;
            for (int group = 0; group < _groups; group++)
            {
                float value = x[Values + group * _perGroup + i] + sum;
                y[group * _perGroup + i] = Values > 0 ? x[i] + value : value;
            }
        }
        x[^_others..].CopyTo(y[^_others..]);
    }

    /// <inheritdoc/>
    public unsafe void InputGradient(
        ReadOnlySpan<float> parameters, ReadOnlySpan<float> x, ReadOnlySpan<float> y, Span<float> dy, Span<float> dx, int rows)
    {
        Shape.Holds(x, rows, InputLength, Layout);
        Shape.Holds(dy, rows, OutputLength, Layout);
        Shape.Holds(dx, rows, InputLength, Layout);
        fixed (float* xs = x, dys = dy, dxs = dx)
        {
            for (nint panel = 0; panel < Panels.Count(rows); panel++)
            {
                for (int half = 0; half < Panels.Width; half += Vector256<float>.Count)
                {
                    nint input = panel * InputLength * Panels.Width + half;
                    InputGradient(xs + input, dys + panel * OutputLength * Panels.Width + half, dxs + input);
                }
            }
        }
    }

    // Eight rows of a panel.
    private unsafe void Forward(float* x, float* y)
    {
        float* actions = x + Values * Panels.Width;
        var weight = Vector256.Create(_sumWeight);
        for (int i = 0; i < _perGroup; i++)
        {
            Vector256<float> sum = default;
            for (int group = 0; group < _groups; group++)
            {
                sum += Vector256.Load(actions + (group * _perGroup + i) * Panels.Width);
            }
            sum *= weight;
            for (int group = 0; group < _groups; group++)
            {
                int at = (group * _perGroup + i) * Panels.Width;
                Vector256<float> value = Vector256.Load(actions + at) + sum;
                (Values > 0 ? Vector256.Load(x + i * Panels.Width) + value : value).Store(y + at);
            }
        }
        int all = _groups * _perGroup;
        for (int other = all; other < all + _others; other++)
        {
            Vector256.Load(actions + other * Panels.Width).Store(y + other * Panels.Width);
        }
    }

    private unsafe void InputGradient(float* x, float* dy, float* dx)
    {
        int values = Values * Panels.Width;
        var weight = Vector256.Create(_sumWeight);
        var penalty = Vector256.Create(_penalty);
        for (int i = 0; i < _perGroup; i++)
        {
            Vector256<float> sum = default;
            for (int group = 0; group < _groups; group++)
            {
                sum += Vector256.Load(dy + (group * _perGroup + i) * Panels.Width);
            }
            if (Values > 0)
            {
                (sum + penalty * Vector256.Load(x + i * Panels.Width)).Store(dx + i * Panels.Width);
            }
            sum *= weight;
            for (int group = 0; group < _groups; group++)
            {
                int at = (group * _perGroup + i) * Panels.Width;
                (Vector256.Load(dy + at) + sum + penalty * Vector256.Load(x + values + at)).Store(dx + values + at);
            }
        }
        int all = _groups * _perGroup;
        for (int other = all; other < all + _others; other++)
        {
            default(Vector256<float>).Store(dx + values + other * Panels.Width);
        }
    }

    /// <inheritdoc/>
    public override string ToString() => _kind switch
    {
        StreamKind.Dueling => "dueling",
        StreamKind.Regularized => "dueling, regularized",
        _ => "mean expansion",
    };
}
