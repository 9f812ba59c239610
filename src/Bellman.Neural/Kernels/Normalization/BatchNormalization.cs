using System.Runtime.Intrinsics;

namespace Bellman.Neural.Kernels;

/// <summary>
/// Batch normalisation on panels: each feature is a strip of eight lanes twice per panel; lanes past the last row never
/// count. The backward pass is told each feature's mean and inverse deviation, [features][2].
/// </summary>
internal static unsafe class BatchNormalization
{
    private const float Epsilon = 1e-5f;
    private const float Momentum = 0.1f;
    private const int Lane = 8;

    /// <summary>Normalises panels by the running statistics.</summary>
    public static void Act(float* scale, float* shift, float* mean, float* variance, float* x, float* y, int features, int panels)
    {
        for (int f = 0; f < features; f++)
        {
            var (center, inverse) = (Vector256.Create(mean[f]), Vector256.Create(Inverse(variance[f])));
            var (factor, summand) = (Vector256.Create(scale[f]), Vector256.Create(shift[f]));
            float* xs = x + f * Panels.Width;
            float* ys = y + f * Panels.Width;
            for (int panel = 0; panel < panels; panel++, xs += (nint)features * Panels.Width, ys += (nint)features * Panels.Width)
            {
                Vector256.FusedMultiplyAdd((Vector256.Load(xs) - center) * inverse, factor, summand).Store(ys);
                Vector256.FusedMultiplyAdd((Vector256.Load(xs + Lane) - center) * inverse, factor, summand).Store(ys + Lane);
            }
        }
    }

    /// <summary>Normalises one row by the running statistics, with the same bits.</summary>
    public static void Evaluate(float* scale, float* shift, float* mean, float* variance, float* x, float* y, int features)
    {
        int f = 0;
        for (; f + Lane <= features; f += Lane)
        {
            var inverse = Vector256<float>.One / Vector256.Sqrt(Vector256.Load(variance + f) + Vector256.Create(Epsilon));
            var normal = (Vector256.Load(x + f) - Vector256.Load(mean + f)) * inverse;
            Vector256.FusedMultiplyAdd(normal, Vector256.Load(scale + f), Vector256.Load(shift + f)).Store(y + f);
        }
        for (; f < features; f++)
        {
            y[f] = MathF.FusedMultiplyAdd((x[f] - mean[f]) * Inverse(variance[f]), scale[f], shift[f]);
        }
    }

    /// <summary>
    /// Normalises by the batch and moves the running statistics; keeps the moments where <paramref name="moments"/> is
    /// not null.
    /// </summary>
    public static void Learn(
        float* scale, float* shift, float* runningMean, float* runningVariance, float* x, float* y, float* moments, int features, int rows)
    {
        for (int f = 0; f < features; f++)
        {
            var (mean, variance) = Moments(x, features, f, rows);
            float inverse = Inverse(variance);
            if (moments != null)
            {
                (moments[2 * f], moments[2 * f + 1]) = (mean, inverse);
            }
            for (int row = 0; row < rows; row += Lane)
            {
                nint at = At(row, features, f);
                var normal = (Vector256.Load(x + at) - Vector256.Create(mean)) * inverse;
                Vector256.FusedMultiplyAdd(normal, Vector256.Create(scale[f]), Vector256.Create(shift[f])).Store(y + at);
            }
            if (rows > 1)
            {
                float unbiased = variance * ((float)rows / (rows - 1));
                runningMean[f] += Momentum * (mean - runningMean[f]);
                runningVariance[f] += Momentum * (unbiased - runningVariance[f]);
            }
        }
    }

    /// <summary>The moments alone.</summary>
    public static void Remember(float* x, float* moments, int features, int rows)
    {
        for (int f = 0; f < features; f++)
        {
            var (mean, variance) = Moments(x, features, f, rows);
            (moments[2 * f], moments[2 * f + 1]) = (mean, Inverse(variance));
        }
    }

    /// <summary>
    /// dx = scale / deviation * (dy - mean(dy) - n * mean(dy * n)), n the normalised x (Ioffe and Szegedy 2015, section
    /// 3).
    /// </summary>
    public static void InputGradient(float* scale, float* x, float* dy, float* dx, float* moments, int features, int rows)
    {
        for (int f = 0; f < features; f++)
        {
            var (mean, inverse) = (moments[2 * f], moments[2 * f + 1]);
            var (sum, product) = Sums(x, dy, mean, inverse, features, f, rows);
            for (int row = 0; row < rows; row += Lane)
            {
                nint at = At(row, features, f);
                var normal = (Vector256.Load(x + at) - Vector256.Create(mean)) * inverse;
                var d = Vector256.Load(dy + at) - Vector256.Create(sum / rows) - normal * (product / rows);
                (d * (scale[f] * inverse)).Store(dx + at);
            }
        }
    }

    /// <summary>
    /// dscale = sum over rows of dy * n, dshift = sum over rows of dy, for features from <paramref name="first"/> to
    /// before <paramref name="end"/>.
    /// </summary>
    public static void ParameterGradient(
        float* x, float* dy, float* dscale, float* dshift, float* moments, int features, int rows, int first, int end)
    {
        for (int f = first; f < end; f++)
        {
            (dshift[f], dscale[f]) = Sums(x, dy, moments[2 * f], moments[2 * f + 1], features, f, rows);
        }
    }

    private static (float Sum, float Product) Sums(float* x, float* dy, float mean, float inverse, int features, int f, int rows)
    {
        Vector256<float> sum = default, product = default;
        for (int row = 0; row < rows; row += Lane)
        {
            nint at = At(row, features, f);
            var live = VectorSums.Mask(rows - row);
            var d = Vector256.Load(dy + at) & live;
            var normal = ((Vector256.Load(x + at) - Vector256.Create(mean)) * inverse) & live;
            sum += d;
            product = Vector256.FusedMultiplyAdd(d, normal, product);
        }
        return (VectorSums.Sum(sum), VectorSums.Sum(product));
    }

    private static (float Mean, float Variance) Moments(float* x, int features, int f, int rows)
    {
        Vector256<float> sum = default, squares = default;
        for (int row = 0; row < rows; row += Lane)
        {
            sum += Vector256.Load(x + At(row, features, f)) & VectorSums.Mask(rows - row);
        }
        float mean = VectorSums.Sum(sum) / rows;
        for (int row = 0; row < rows; row += Lane)
        {
            var d = (Vector256.Load(x + At(row, features, f)) - Vector256.Create(mean)) & VectorSums.Mask(rows - row);
            squares = Vector256.FusedMultiplyAdd(d, d, squares);
        }
        return (mean, VectorSums.Sum(squares) / rows);
    }

    private static float Inverse(float variance) => 1 / MathF.Sqrt(variance + Epsilon);

    private static nint At(int row, int features, int f)
        => (nint)(row / Panels.Width) * Panels.Width * features + f * Panels.Width + row % Panels.Width;
}
