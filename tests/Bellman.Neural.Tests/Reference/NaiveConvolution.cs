namespace Bellman.Neural.Tests.Reference;

/// <summary>
/// A convolution as the textbook has it, in double precision: channel-first pictures x [rows][channels][height][width],
/// w [filters][channels][window height][window width], y [rows][filters][out height][out width]; zeros beyond the edges.
/// </summary>
internal sealed class NaiveConvolution(ImageShape image, int filters, ConvolutionWindow window)
{
    public ImageShape Output { get; } = window.Slide(filters, image);

    public int WeightCount => filters * image.Channels * window.Height * window.Width;

    public double[] Forward(float[] w, float[] b, float[] x, int rows)
    {
        var y = new double[rows * Output.Length];
        for (int i = 0; i < y.Length; i++)
        {
            y[i] = b[i / (Output.Height * Output.Width) % filters];
        }
        ForEach(rows, (xi, wi, yi) => y[yi] += (double)x[xi] * w[wi]);
        return y;
    }

    public double[] InputGradient(float[] w, float[] dy, int rows)
    {
        var dx = new double[rows * image.Length];
        ForEach(rows, (xi, wi, yi) => dx[xi] += (double)dy[yi] * w[wi]);
        return dx;
    }

    /// <summary>dW in the order of w.</summary>
    public double[] WeightGradient(float[] x, float[] dy, int rows)
    {
        var dw = new double[WeightCount];
        ForEach(rows, (xi, wi, yi) => dw[wi] += (double)x[xi] * dy[yi]);
        return dw;
    }

    public double[] BiasGradient(float[] dy)
    {
        var db = new double[filters];
        for (int i = 0; i < dy.Length; i++)
        {
            db[i / (Output.Height * Output.Width) % filters] += dy[i];
        }
        return db;
    }

    // Every triple of an input, a weight and an output that meet.
    private void ForEach(int rows, Action<int, int, int> meet)
    {
        for (int row = 0; row < rows; row++)
        {
            for (int f = 0; f < filters; f++)
            {
                for (int oy = 0; oy < Output.Height; oy++)
                {
                    for (int ox = 0; ox < Output.Width; ox++)
                    {
                        for (int c = 0; c < image.Channels; c++)
                        {
                            for (int ky = 0; ky < window.Height; ky++)
                            {
                                for (int kx = 0; kx < window.Width; kx++)
        {
            int iy = oy * window.Stride + ky - window.Padding, ix = ox * window.Stride + kx - window.Padding;
            if (iy >= 0 && iy < image.Height && ix >= 0 && ix < image.Width)
            {
                meet(
                    ((row * image.Channels + c) * image.Height + iy) * image.Width + ix,
                    ((f * image.Channels + c) * window.Height + ky) * window.Width + kx,
                    ((row * filters + f) * Output.Height + oy) * Output.Width + ox);
            }
        }
                            }
                        }
                    }
                }
            }
        }
    }
}
