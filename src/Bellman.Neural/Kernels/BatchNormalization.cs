using System.Runtime.Intrinsics;

namespace Bellman.Neural.Kernels;

/// <summary>Batch normalisation on panels: each feature is a strip of eight lanes twice per panel; lanes past the last row never count.</summary>
internal static unsafe class BatchNormalization
{
    private const float Epsilon = 1e-5f;
    private const float Momentum = 0.1f;
    private const int Lane = 8;

    /// <summary>Normalises by the running statistics; <paramref name="width"/> is 16 for panels, 1 for a row alone.</summary>
    public static void Act(
        float* scale, float* shift, float* mean, float* variance, float* x, float* y, int features, int rows, int width)
    {
        for (int f = 0; f < features; f++)
        {
            float inverse = Inverse(variance[f]);
            for (int row = 0; row < rows; row += width)
            {
                nint at = (nint)row * features + f * width;
                for (int lane = 0; lane < width; lane++)
                {
                    y[at + lane] = MathF.FusedMultiplyAdd((x[at + lane] - mean[f]) * inverse, scale[f], shift[f]);
                }
            }
        }
    }

    /// <summary>Normalises by the batch and moves the running statistics.</summary>
    public static void Learn(
        float* scale, float* shift, float* runningMean, float* runningVariance, float* x, float* y, int features, int rows)
    {
        for (int f = 0; f < features; f++)
        {
            var (mean, variance) = Moments(x, features, f, rows);
            float inverse = Inverse(variance);
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

    /// <summary>dx = scale / deviation * (dy - mean(dy) - n * mean(dy * n)), n the normalised x (Ioffe and Szegedy 2015, section 3).</summary>
    public static void InputGradient(float* scale, float* x, float* dy, float* dx, int features, int rows)
    {
        for (int f = 0; f < features; f++)
        {
            var (mean, inverse, sum, product) = Sums(x, dy, features, f, rows);
            for (int row = 0; row < rows; row += Lane)
            {
                nint at = At(row, features, f);
                var normal = (Vector256.Load(x + at) - Vector256.Create(mean)) * inverse;
                var d = Vector256.Load(dy + at) - Vector256.Create(sum / rows) - normal * (product / rows);
                (d * (scale[f] * inverse)).Store(dx + at);
            }
        }
    }

    /// <summary>dscale = sum over rows of dy * n, dshift = sum over rows of dy, for features from <paramref name="first"/> to before <paramref name="end"/>.</summary>
    public static void ParameterGradient(float* x, float* dy, float* dscale, float* dshift, int features, int rows, int first, int end)
    {
        for (int f = first; f < end; f++)
        {
            (_, _, dshift[f], dscale[f]) = Sums(x, dy, features, f, rows);
        }
    }

    private static (float Mean, float Inverse, float Sum, float Product) Sums(float* x, float* dy, int features, int f, int rows)
    {
        var (mean, variance) = Moments(x, features, f, rows);
        float inverse = Inverse(variance);
        Vector256<float> sum = default, product = default;
        for (int row = 0; row < rows; row += Lane)
        {
            nint at = At(row, features, f);
            var live = Lanes.Mask(rows - row);
            var d = Vector256.Load(dy + at) & live;
            var normal = ((Vector256.Load(x + at) - Vector256.Create(mean)) * inverse) & live;
            sum += d;
            product = Vector256.FusedMultiplyAdd(d, normal, product);
        }
        return (mean, inverse, Lanes.Sum(sum), Lanes.Sum(product));
    }

    private static (float Mean, float Variance) Moments(float* x, int features, int f, int rows)
    {
        Vector256<float> sum = default, squares = default;
        for (int row = 0; row < rows; row += Lane)
        {
            sum += Vector256.Load(x + At(row, features, f)) & Lanes.Mask(rows - row);
        }
        float mean = Lanes.Sum(sum) / rows;
        for (int row = 0; row < rows; row += Lane)
        {
            var d = (Vector256.Load(x + At(row, features, f)) - Vector256.Create(mean)) & Lanes.Mask(rows - row);
            squares = Vector256.FusedMultiplyAdd(d, d, squares);
        }
        return (mean, Lanes.Sum(squares) / rows);
    }

    private static float Inverse(float variance) => 1 / MathF.Sqrt(variance + Epsilon);

    private static nint At(int row, int features, int f)
        => (nint)(row / Panels.Width) * Panels.Width * features + f * Panels.Width + row % Panels.Width;
}
