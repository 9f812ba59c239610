using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Bellman.Neural.Kernels;

/// <summary>
/// Layer normalisation of each place of channels-last pictures by itself. The channels of a place lie side by side and
/// are summed in eight chains, channel c in chain c mod 8, whose sums <see cref="VectorSums"/> adds: eight places at a
/// time, with the bits that each has alone.
/// </summary>
internal static unsafe class ChannelNormalization
{
    private const int Together = 8; // places, and chains
    private const float Epsilon = 1e-6f;

    /// <summary>Normalises every place.</summary>
    public static void Forward(float* scale, float* shift, float* x, float* y, int channels, int places)
    {
        float* mean = stackalloc float[2 * Together], inverse = mean + Together;
        for (int place = 0; place < places; place += Together)
        {
            int count = Math.Min(Together, places - place);
            nint at = (nint)place * channels;
            Moments(x + at, mean, inverse, channels, count);
            for (int i = 0; i < count; i++, at += channels)
            {
                int c = 0;
                for (; c + Together <= channels; c += Together)
                {
                    var normal = (Vector256.Load(x + at + c) - Vector256.Create(mean[i])) * inverse[i];
                    Vector256.FusedMultiplyAdd(normal, Vector256.Load(scale + c), Vector256.Load(shift + c)).Store(y + at + c);
                }
                for (; c < channels; c++)
                {
                    y[at + c] = MathF.FusedMultiplyAdd((x[at + c] - mean[i]) * inverse[i], scale[c], shift[c]);
                }
            }
        }
    }

    /// <summary>
    /// dx = (g - mean(g) - n * mean(g * n)) / deviation with g = dy * scale and n the normalised x: Ba et al.'s
    /// equations differentiated.
    /// </summary>
    public static void InputGradient(float* scale, float* x, float* dy, float* dx, int channels, int places)
    {
        float* mean = stackalloc float[4 * Together], inverse = mean + Together, slope = inverse + Together, product = slope + Together;
        for (int place = 0; place < places; place += Together)
        {
            int count = Math.Min(Together, places - place);
            nint at = (nint)place * channels;
            Moments(x + at, mean, inverse, channels, count);
            Slopes(scale, x + at, dy + at, mean, inverse, slope, product, channels, count);
            for (int i = 0; i < count; i++, at += channels)
            {
                int c = 0;
                for (; c + Together <= channels; c += Together)
                {
                    var g = Vector256.Load(dy + at + c) * Vector256.Load(scale + c);
                    var normal = (Vector256.Load(x + at + c) - Vector256.Create(mean[i])) * inverse[i];
                    ((g - Vector256.Create(slope[i]) - normal * product[i]) * inverse[i]).Store(dx + at + c);
                }
                for (; c < channels; c++)
                {
                    dx[at + c] = (dy[at + c] * scale[c] - slope[i] - (x[at + c] - mean[i]) * inverse[i] * product[i]) * inverse[i];
                }
            }
        }
    }

    /// <summary>
    /// dscale = sum over places of dy * n, dshift = sum of dy, for the channels from a first one, whole blocks of
    /// eight.
    /// </summary>
    public static void ParameterGradient(float* x, float* dy, float* dscale, float* dshift, int channels, int places, int first, int end)
    {
        float* mean = stackalloc float[2 * Together], inverse = mean + Together;
        new Span<float>(dscale + first, end - first).Clear();
        new Span<float>(dshift + first, end - first).Clear();
        for (int place = 0; place < places; place += Together)
        {
            int count = Math.Min(Together, places - place);
            float* xs = x + (nint)place * channels, dys = dy + (nint)place * channels;
            Moments(xs, mean, inverse, channels, count);
            int c = first;
            for (; c + Together <= end; c += Together)
            {
                Vector256<float> sum = default, product = default;
                for (int i = 0; i < count; i++)
                {
                    var d = Vector256.Load(dys + i * channels + c);
                    sum += d;
                    product += d * ((Vector256.Load(xs + i * channels + c) - Vector256.Create(mean[i])) * inverse[i]);
                }
                (Vector256.Load(dshift + c) + sum).Store(dshift + c);
                (Vector256.Load(dscale + c) + product).Store(dscale + c);
            }
            for (; c < end; c++)
            {
                float sum = 0, product = 0;
                for (int i = 0; i < count; i++)
                {
                    float d = dys[i * channels + c];
                    sum += d;
                    product += d * ((xs[i * channels + c] - mean[i]) * inverse[i]);
                }
                dshift[c] += sum;
                dscale[c] += product;
            }
        }
    }

    private static void Moments(float* x, float* mean, float* inverse, int channels, int count)
    {
        var places = new Places(x, channels, count);
        (VectorSums.Sums(
            Sum(places[0], channels), Sum(places[1], channels), Sum(places[2], channels), Sum(places[3], channels),
            Sum(places[4], channels), Sum(places[5], channels), Sum(places[6], channels), Sum(places[7], channels)) / channels).Store(mean);
        var squares = VectorSums.Sums(
            Squares(places[0], mean[0], channels), Squares(places[1], mean[1], channels), Squares(places[2], mean[2], channels),
            Squares(places[3], mean[3], channels), Squares(places[4], mean[4], channels), Squares(places[5], mean[5], channels),
            Squares(places[6], mean[6], channels), Squares(places[7], mean[7], channels)) / channels;
        (Vector256<float>.One / Vector256.Sqrt(squares + Vector256.Create(Epsilon))).Store(inverse);
    }

    // The means of g and of g * n.
    private static void Slopes(
        float* scale, float* x, float* dy, float* mean, float* inverse, float* slope, float* product, int channels, int count)
    {
        Places xs = new(x, channels, count), dys = new(dy, channels, count);
        var (s0, p0) = Slopes(scale, xs[0], dys[0], mean[0], inverse[0], channels);
        var (s1, p1) = Slopes(scale, xs[1], dys[1], mean[1], inverse[1], channels);
        var (s2, p2) = Slopes(scale, xs[2], dys[2], mean[2], inverse[2], channels);
        var (s3, p3) = Slopes(scale, xs[3], dys[3], mean[3], inverse[3], channels);
        var (s4, p4) = Slopes(scale, xs[4], dys[4], mean[4], inverse[4], channels);
        var (s5, p5) = Slopes(scale, xs[5], dys[5], mean[5], inverse[5], channels);
        var (s6, p6) = Slopes(scale, xs[6], dys[6], mean[6], inverse[6], channels);
        var (s7, p7) = Slopes(scale, xs[7], dys[7], mean[7], inverse[7], channels);
        (VectorSums.Sums(s0, s1, s2, s3, s4, s5, s6, s7) / channels).Store(slope);
        (VectorSums.Sums(p0, p1, p2, p3, p4, p5, p6, p7) / channels).Store(product);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Sum(float* x, int channels)
    {
        Vector256<float> sum = default;
        int c = 0;
        for (; c + Together <= channels; c += Together)
        {
            sum += Vector256.Load(x + c);
        }
        return c < channels ? sum + LoadFew(x + c, channels - c) : sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Squares(float* x, float mean, int channels)
    {
        Vector256<float> sum = default, middle = Vector256.Create(mean);
        int c = 0;
        for (; c + Together <= channels; c += Together)
        {
            var d = Vector256.Load(x + c) - middle;
            sum = Vector256.FusedMultiplyAdd(d, d, sum);
        }
        if (c < channels)
        {
            var d = (LoadFew(x + c, channels - c) - middle) & VectorSums.Mask(channels - c);
            sum = Vector256.FusedMultiplyAdd(d, d, sum);
        }
        return sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector256<float> Slope, Vector256<float> Product) Slopes(float* scale, float* x, float* dy, float mean, float inverse, int channels)
    {
        Vector256<float> slope = default, product = default, middle = Vector256.Create(mean);
        int c = 0;
        for (; c + Together <= channels; c += Together)
        {
            var g = Vector256.Load(dy + c) * Vector256.Load(scale + c);
            slope += g;
            product += g * ((Vector256.Load(x + c) - middle) * inverse);
        }
        if (c < channels)
        {
            int left = channels - c;
            var g = LoadFew(dy + c, left) * LoadFew(scale + c, left);
            slope += g;
            product += g * ((LoadFew(x + c, left) - middle) * inverse);
        }
        return (slope, product);
    }

    // Nothing beyond the last number is touched; what is missing is zero.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> LoadFew(float* x, int count)
        => Avx.IsSupported ? Avx.MaskLoad(x, VectorSums.Mask(count)) : CopyFew(x, count);

    private static Vector256<float> CopyFew(float* x, int count)
    {
        float* few = stackalloc float[Together];
        for (int i = 0; i < Together; i++)
        {
            few[i] = i < count ? x[i] : 0;
        }
        return Vector256.Load(few);
    }

    /// <summary>Eight places; where there are fewer, the last one stands for those that are missing.</summary>
    private readonly struct Places(float* first, int channels, int count)
    {
        public float* this[int place] => first + (nint)Math.Min(place, count - 1) * channels;
    }
}
