namespace Bellman.Neural.Kernels;

/// <summary>The products of a dense layer that run along its panels, one panel after the other. Weights lie as [inputs][outputs].</summary>
internal static unsafe class DenseProducts
{
    /// <summary>y = b + x W, then max(0, y) where <paramref name="relu"/>.</summary>
    public static void Forward(float* w, float* b, float* x, float* y, int inputs, int outputs, int panels, bool relu)
    {
        for (int panel = 0; panel < panels; panel++)
        {
            new Product
            {
                A = w, RowStride = 1, StepStride = outputs, Run = inputs,
                B = x + (nint)panel * inputs * Panels.Width,
                Start = b,
                C = y + (nint)panel * outputs * Panels.Width, ResultStride = Panels.Width,
                Rows = outputs, Steps = inputs, Relu = relu,
            }.Wide();
        }
    }

    /// <summary>dx = dy W^T, and zero where x is given and not positive.</summary>
    public static void InputGradient(float* w, float* x, float* dy, float* dx, int inputs, int outputs, int panels)
    {
        for (int panel = 0; panel < panels; panel++)
        {
            new Product
            {
                A = w, RowStride = outputs, StepStride = 1, Run = outputs,
                B = dy + (nint)panel * outputs * Panels.Width,
                C = dx + (nint)panel * inputs * Panels.Width, ResultStride = Panels.Width,
                Rows = inputs, Steps = outputs,
                Mask = x == null ? null : x + (nint)panel * inputs * Panels.Width,
            }.Wide();
        }
    }
}
