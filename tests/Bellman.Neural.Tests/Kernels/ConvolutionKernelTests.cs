using Bellman.Neural.Layers;
using Bellman.Neural.Tests.Reference;

namespace Bellman.Neural.Tests.Kernels;

/// <summary>The products of a convolution against their naive twins, at sizes around every edge: few and odd channels, filters, strides, paddings.</summary>
[Trait("Category", "kernel")]
public sealed class ConvolutionKernelTests
{
    private const double Tolerance = 1e-4;

    // Channels, height, width, filters, window height, window width, stride, padding, rows.
    public static TheoryData<int, int, int, int, int, int, int, int, int> Shapes => new()
    {
        { 4, 84, 84, 32, 8, 8, 4, 0, 2 },
        { 32, 20, 20, 64, 4, 4, 2, 0, 3 },
        { 64, 9, 9, 64, 3, 3, 1, 0, 5 },
        { 4, 10, 10, 16, 3, 3, 1, 0, 33 },
        { 7, 10, 10, 16, 3, 3, 1, 1, 4 },
        { 1, 1, 1, 1, 1, 1, 1, 0, 1 },
        { 1, 5, 7, 1, 2, 3, 1, 0, 2 },
        { 3, 9, 8, 5, 3, 2, 2, 1, 3 },
        { 2, 6, 6, 17, 5, 5, 3, 2, 7 },
        { 5, 11, 4, 33, 1, 4, 1, 0, 2 },
        { 16, 5, 5, 15, 5, 5, 1, 0, 9 },
        { 17, 4, 6, 31, 2, 2, 2, 0, 6 },
        { 8, 7, 7, 48, 3, 3, 2, 3, 4 },
        { 13, 3, 3, 2, 3, 3, 1, 2, 8 },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Forward_slides_every_filter_over_every_place(int c, int h, int w, int filters, int kh, int kw, int stride, int pad, int rows)
    {
        var rig = new Rig(new(c, h, w), filters, new(kh, kw, stride, pad), rows);
        float[] y = rig.Forward();
        Numbers.AssertClose(rig.Naive.Forward(rig.W, rig.B, rig.X, rows), rig.ChannelFirst(y), Tolerance, "y");
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void The_gradient_of_the_picture_gathers_all_patches_that_a_number_belongs_to(
        int c, int h, int w, int filters, int kh, int kw, int stride, int pad, int rows)
    {
        var rig = new Rig(new(c, h, w), filters, new(kh, kw, stride, pad), rows);
        Numbers.AssertClose(rig.Naive.InputGradient(rig.W, rig.Dy, rows), rig.InputGradient(), Tolerance, "dx");
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void The_gradient_of_the_filters_sums_over_all_patches(int c, int h, int w, int filters, int kh, int kw, int stride, int pad, int rows)
    {
        var rig = new Rig(new(c, h, w), filters, new(kh, kw, stride, pad), rows);
        float[] gradient = rig.ParameterGradient(WorkShare.Whole);
        Numbers.AssertClose(rig.Naive.WeightGradient(rig.X, rig.Dy, rows), rig.FromBlocks(gradient), 3e-4, "dW");
        Numbers.AssertClose(rig.Naive.BiasGradient(rig.Dy), gradient[^filters..], 3e-4, "db");
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Shares_of_the_gradient_together_are_the_whole_bit_for_bit(int c, int h, int w, int filters, int kh, int kw, int stride, int pad, int rows)
    {
        var rig = new Rig(new(c, h, w), filters, new(kh, kw, stride, pad), rows);
        int[] whole = Numbers.Bits(rig.ParameterGradient(WorkShare.Whole));
        foreach (int threads in (int[])[2, 3, 5])
        {
            Assert.Equal(whole, Numbers.Bits(rig.ParameterGradient([.. Enumerable.Range(0, threads).Select(i => new WorkShare(i, threads))])));
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void A_picture_alone_gives_the_bits_that_it_gives_in_a_batch(int c, int h, int w, int filters, int kh, int kw, int stride, int pad, int rows)
    {
        var rig = new Rig(new(c, h, w), filters, new(kh, kw, stride, pad), rows);
        float[] y = rig.Forward();
        for (int row = 0; row < rows; row++)
        {
            int length = y.Length / rows;
            Assert.Equal(Numbers.Bits(y.AsSpan(row * length, length)), Numbers.Bits(rig.ForwardAlone(row)));
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Planes_give_the_bits_of_the_same_picture_with_its_channels_last(
        int c, int h, int w, int filters, int kh, int kw, int stride, int pad, int rows)
    {
        var image = new ImageShape(c, h + 2 * pad, w + 2 * pad);
        var window = new ConvolutionWindow(kh, kw, stride);
        var fromLast = new Convolution(image, filters, window, Initializer.He);
        var fromPlanes = new Convolution(image, filters, window, Initializer.He, channelsFirst: true);
        float[] parameters = Numbers.Random(fromLast.ParameterCount, 1), planes = Numbers.Random(rows * image.Length, 2);
        float[] dy = Numbers.Random(rows * fromLast.OutputLength, 3), last = new float[planes.Length];
        new ChannelsLast(image).Forward([], [], planes, last, rows);

        (float[] y, float[] dw, float[] dx) expected = Run(fromLast, last), found = Run(fromPlanes, planes);

        Assert.Equal(Numbers.Bits(expected.y), Numbers.Bits(found.y));
        Assert.Equal(Numbers.Bits(expected.dw), Numbers.Bits(found.dw));
        var back = new float[planes.Length];
        new ChannelsLast(image).InputGradient([], [], [], expected.dx, back, rows);
        Assert.Equal(Numbers.Bits(back), Numbers.Bits(found.dx));

        (float[] Y, float[] Dw, float[] Dx) Run(Convolution layer, float[] x)
        {
            float[] y = new float[dy.Length], dw = new float[parameters.Length], dx = new float[x.Length];
            layer.Forward(parameters, [], x, y, rows);
            layer.ParameterGradient(x, y, dy, dw, rows, WorkShare.Whole);
            layer.InputGradient(parameters, x, y, dy, dx, rows);
            return (y, dw, dx);
        }
    }

    [Fact]
    public void A_rectified_convolution_has_no_negative_outputs()
    {
        var rig = new Rig(new(3, 9, 9), 20, new(3, 3), 2, relu: true);
        double[] expected = [.. rig.Naive.Forward(rig.W, rig.B, rig.X, 2).Select(y => Math.Max(0, y))];
        Numbers.AssertClose(expected, rig.ChannelFirst(rig.Forward()), Tolerance, "y");
    }

    /// <summary>A convolution with its random inputs, and the ways between its order of numbers and the naive one.</summary>
    private sealed class Rig
    {
        private readonly ImageShape _image;
        private readonly int _filters;
        private readonly ConvolutionWindow _window;
        private readonly int _rows;
        private readonly ChannelsLast _turn;
        private readonly Pad _pad;
        private readonly Convolution _layer;
        private readonly float[] _parameters;

        public Rig(ImageShape image, int filters, ConvolutionWindow window, int rows, bool relu = false)
        {
            (_image, _filters, _window, _rows) = (image, filters, window, rows);
            Naive = new(image, filters, window);
            W = Numbers.Random(Naive.WeightCount, 1);
            B = Numbers.Random(filters, 2);
            X = Numbers.Random(rows * image.Length, 3);
            Dy = Numbers.Random(rows * Naive.Output.Length, 4);
            _turn = new(image);
            _pad = new(image, window.Padding);
            _layer = new(_pad.Image, filters, window, Initializer.He, relu);
            _parameters = [.. ToBlocks(W), .. B];
        }

        public NaiveConvolution Naive { get; }

        public float[] W { get; }

        public float[] B { get; }

        public float[] X { get; }

        public float[] Dy { get; }

        public float[] Forward() => Forward(X, _rows);

        public float[] ForwardAlone(int row) => Forward(X[(row * _image.Length)..((row + 1) * _image.Length)], 1);

        public float[] InputGradient()
        {
            var padded = new float[_rows * _pad.OutputLength];
            var last = new float[_rows * _image.Length];
            var dx = new float[last.Length];
            _layer.InputGradient(_parameters, [], [], ChannelsLastDy(), padded, _rows);
            _pad.InputGradient([], [], [], padded, last, _rows);
            _turn.InputGradient([], [], [], last, dx, _rows);
            return dx;
        }

        public float[] ParameterGradient(params WorkShare[] shares)
        {
            var gradient = new float[_parameters.Length];
            gradient.AsSpan().Fill(float.NaN);
            foreach (WorkShare share in shares)
            {
                _layer.ParameterGradient(Padded(X, _rows), [], ChannelsLastDy(), gradient, _rows, share);
            }
            return gradient;
        }

        public float[] ChannelFirst(float[] y)
        {
            var first = new float[y.Length];
            new ChannelsLast(Naive.Output).InputGradient([], [], [], y, first, _rows);
            return first;
        }

        public float[] FromBlocks(float[] blocks)
        {
            var w = new float[Naive.WeightCount];
            ForEachWeight((naive, blocked) => w[naive] = blocks[blocked]);
            return w;
        }

        private float[] ToBlocks(float[] w)
        {
            var blocks = new float[w.Length];
            ForEachWeight((naive, blocked) => blocks[blocked] = w[naive]);
            return blocks;
        }

        private float[] Forward(float[] x, int rows)
        {
            var y = new float[rows * _layer.OutputLength];
            _layer.Forward(_parameters, [], Padded(x, rows), y, rows);
            return y;
        }

        private float[] Padded(float[] x, int rows)
        {
            var last = new float[x.Length];
            var padded = new float[rows * _pad.OutputLength];
            _turn.Forward([], [], x, last, rows);
            _pad.Forward([], [], last, padded, rows);
            return padded;
        }

        private float[] ChannelsLastDy()
        {
            var last = new float[Dy.Length];
            new ChannelsLast(Naive.Output).Forward([], [], Dy, last, _rows);
            return last;
        }

        private void ForEachWeight(Action<int, int> visit)
        {
            int length = Naive.WeightCount / _filters;
            for (int f = 0; f < _filters; f++)
            {
                int block = f / 16 * 16, width = Math.Min(16, _filters - block);
                for (int k = 0; k < length; k++)
                {
                    // k runs through the patch, channels last.
                    (int place, int c) = Math.DivRem(k, _image.Channels);
                    int naive = (f * _image.Channels + c) * _window.Height * _window.Width + place;
                    visit(naive, block * length + k * width + f - block);
                }
            }
        }
    }
}
