namespace Bellman.Neural.Tests.Reference;

/// <summary>A dense layer as the textbook has it: triple loops in double precision over row-major matrices.</summary>
internal static class NaiveDense
{
    /// <summary>y = x W + b, then max(0, y) where asked; x [rows][inputs], w [inputs][outputs], y [rows][outputs].</summary>
    public static double[] Forward(float[] w, float[] b, float[] x, int inputs, int outputs, int rows, bool relu)
    {
        var y = new double[rows * outputs];
        for (int row = 0; row < rows; row++)
        {
            for (int o = 0; o < outputs; o++)
            {
                double sum = b[o];
                for (int i = 0; i < inputs; i++)
                {
                    sum += (double)x[row * inputs + i] * w[i * outputs + o];
                }
                y[row * outputs + o] = relu ? Math.Max(0, sum) : sum;
            }
        }
        return y;
    }

    /// <summary>dx = dy W^T.</summary>
    public static double[] InputGradient(float[] w, float[] dy, int inputs, int outputs, int rows)
    {
        var dx = new double[rows * inputs];
        for (int row = 0; row < rows; row++)
        {
            for (int i = 0; i < inputs; i++)
            {
                for (int o = 0; o < outputs; o++)
                {
                    dx[row * inputs + i] += (double)dy[row * outputs + o] * w[i * outputs + o];
                }
            }
        }
        return dx;
    }

    /// <summary>dW = x^T dy, [inputs][outputs], and behind it db = sum of dy over the rows.</summary>
    public static double[] ParameterGradient(float[] x, float[] dy, int inputs, int outputs, int rows)
    {
        var dw = new double[(inputs + 1) * outputs];
        for (int row = 0; row < rows; row++)
        {
            for (int o = 0; o < outputs; o++)
            {
                for (int i = 0; i < inputs; i++)
                {
                    dw[i * outputs + o] += (double)x[row * inputs + i] * dy[row * outputs + o];
                }
                dw[inputs * outputs + o] += dy[row * outputs + o];
            }
        }
        return dw;
    }
}
