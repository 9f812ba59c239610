using System.Runtime.Intrinsics;

namespace Bellman.Neural.Kernels;

/// <summary>
/// Layer normalisation. Sums over features run in eight chains, feature f in chain f mod 8, and the chains are added in
/// order: so a row alone (chains are lanes) and a panel (lanes are rows) give the same bits. A panel is two strips of
/// eight rows; for each the backward pass is told the means and the inverse deviations, [strips][2][8].
/// </summary>
internal static unsafe class RowNormalization
{
    private const int Chains = 8;
    private const float Epsilon = 1e-5f;

    /// <summary>
    /// Normalises every row of every panel; keeps the moments where <paramref name="moments"/> is not null.
    /// </summary>
    public static void Forward(float* scale, float* shift, float* x, float* y, float* moments, int features, int panels)
    {
        for (int strip = 0; strip < 2 * panels; strip++)
        {
            nint at = StripStart(strip, features);
            var (mean, inverse) = Moments(x + at, features);
            if (moments != null)
            {
                Keep(moments, strip, mean, inverse);
            }
            for (int f = 0; f < features; f++)
            {
                var normal = (Vector256.Load(x + at + f * Panels.Width) - mean) * inverse;
                Vector256.FusedMultiplyAdd(normal, Vector256.Create(scale[f]), Vector256.Create(shift[f])).Store(y + at + f * Panels.Width);
            }
        }
    }

    /// <summary>The moments alone.</summary>
    public static void Remember(float* x, float* moments, int features, int panels)
    {
        for (int strip = 0; strip < 2 * panels; strip++)
        {
            var (mean, inverse) = Moments(x + StripStart(strip, features), features);
            Keep(moments, strip, mean, inverse);
        }
    }

    /// <summary>Normalises one row.</summary>
    public static void Evaluate(float* scale, float* shift, float* x, float* y, int features)
    {
        float* chains = stackalloc float[Chains];
        new Span<float>(chains, Chains).Clear();
        for (int f = 0; f < features; f++)
        {
            chains[f % Chains] += x[f];
        }
        float mean = Total(chains) / features;
        new Span<float>(chains, Chains).Clear();
        for (int f = 0; f < features; f++)
        {
            float d = x[f] - mean;
            chains[f % Chains] = MathF.FusedMultiplyAdd(d, d, chains[f % Chains]);
        }
        float inverse = 1 / MathF.Sqrt(Total(chains) / features + Epsilon);
        for (int f = 0; f < features; f++)
        {
            y[f] = MathF.FusedMultiplyAdd((x[f] - mean) * inverse, scale[f], shift[f]);
        }
    }

    /// <summary>
    /// dx = (g - mean(g) - n * mean(g * n)) / deviation with g = dy * scale and n the normalised x: Ba et al.'s
    /// equations differentiated.
    /// </summary>
    public static void InputGradient(float* scale, float* x, float* dy, float* dx, float* moments, int features, int panels)
    {
        for (int strip = 0; strip < 2 * panels; strip++)
        {
            nint at = StripStart(strip, features);
            var (mean, inverse) = Kept(moments, strip);
            Vector256<float> sum = default, product = default;
            for (int f = 0; f < features; f++)
            {
                var g = Vector256.Load(dy + at + f * Panels.Width) * scale[f];
                sum += g;
                product += g * (Vector256.Load(x + at + f * Panels.Width) - mean) * inverse;
            }
            sum /= features;
            product /= features;
            for (int f = 0; f < features; f++)
            {
                var g = Vector256.Load(dy + at + f * Panels.Width) * scale[f];
                var normal = (Vector256.Load(x + at + f * Panels.Width) - mean) * inverse;
                ((g - sum - normal * product) * inverse).Store(dx + at + f * Panels.Width);
            }
        }
    }

    /// <summary>dscale = sum over rows of dy * n, dshift = sum over rows of dy.</summary>
    public static void ParameterGradient(float* x, float* dy, float* dscale, float* dshift, float* moments, int features, int rows)
    {
        new Span<float>(dscale, features).Clear();
        new Span<float>(dshift, features).Clear();
        for (int strip = 0; strip * Chains < rows; strip++)
        {
            float* xs = x + StripStart(strip, features);
            float* dys = dy + StripStart(strip, features);
            var (mean, inverse) = Kept(moments, strip);
            var live = VectorSums.Mask(rows - strip * Chains);
            int f = 0;
            for (; f + 4 <= features; f += 4)
            {
                var (d0, p0) = Slopes(xs, dys, f, mean, inverse, live);
                var (d1, p1) = Slopes(xs, dys, f + 1, mean, inverse, live);
                var (d2, p2) = Slopes(xs, dys, f + 2, mean, inverse, live);
                var (d3, p3) = Slopes(xs, dys, f + 3, mean, inverse, live);
                var sums = VectorSums.Sums(p0, p1, p2, p3, d0, d1, d2, d3);
                (Vector128.Load(dscale + f) + sums.GetLower()).Store(dscale + f);
                (Vector128.Load(dshift + f) + sums.GetUpper()).Store(dshift + f);
            }
            for (; f < features; f++)
            {
                var (d, product) = Slopes(xs, dys, f, mean, inverse, live);
                dscale[f] += VectorSums.Sum(product);
                dshift[f] += VectorSums.Sum(d);
            }
        }
    }

    private static (Vector256<float> D, Vector256<float> Product) Slopes(
        float* x, float* dy, int f, Vector256<float> mean, Vector256<float> inverse, Vector256<float> live)
    {
        var d = Vector256.Load(dy + f * Panels.Width) & live;
        var normal = ((Vector256.Load(x + f * Panels.Width) - mean) * inverse) & live;
        return (d, d * normal);
    }

    private static nint StripStart(int strip, int features) => (nint)(strip / 2) * Panels.Width * features + strip % 2 * Chains;

    private static void Keep(float* moments, int strip, Vector256<float> mean, Vector256<float> inverse)
    {
        mean.Store(moments + (nint)strip * 2 * Chains);
        inverse.Store(moments + (nint)strip * 2 * Chains + Chains);
    }

    private static (Vector256<float> Mean, Vector256<float> InverseDeviation) Kept(float* moments, int strip)
        => (Vector256.Load(moments + (nint)strip * 2 * Chains), Vector256.Load(moments + (nint)strip * 2 * Chains + Chains));

    private static (Vector256<float> Mean, Vector256<float> InverseDeviation) Moments(float* x, int features)
    {
        Vector256<float> total = default;
        for (int chain = 0; chain < Chains; chain++)
        {
            Vector256<float> sum = default;
            for (int f = chain; f < features; f += Chains)
            {
                sum += Vector256.Load(x + f * Panels.Width);
            }
            total += sum;
        }
        var mean = total / features;
        total = default;
        for (int chain = 0; chain < Chains; chain++)
        {
            Vector256<float> sum = default;
            for (int f = chain; f < features; f += Chains)
            {
                var d = Vector256.Load(x + f * Panels.Width) - mean;
                sum = Vector256.FusedMultiplyAdd(d, d, sum);
            }
            total += sum;
        }
        return (mean, Vector256<float>.One / Vector256.Sqrt(total / features + Vector256.Create(Epsilon)));
    }

    private static float Total(float* chains)
    {
        float total = 0;
        for (int chain = 0; chain < Chains; chain++)
        {
            total += chains[chain];
        }
        return total;
    }
}
