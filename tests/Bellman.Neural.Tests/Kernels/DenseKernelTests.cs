using Bellman.Neural.Kernels;
using Bellman.Neural.Layers;
using Bellman.Neural.Tests.Reference;

namespace Bellman.Neural.Tests.Kernels;

/// <summary>The products of a dense layer against their naive twins, at sizes around every edge of a tile.</summary>
[Trait("Category", "kernel")]
public sealed class DenseKernelTests
{
    private const double Tolerance = 3e-5;

    private static readonly int[] Lengths = [1, 2, 3, 5, 7, 8, 9, 15, 16, 17, 23, 24, 25, 31, 33, 47, 48, 49, 65, 96];
    private static readonly int[] Batches = [1, 2, 7, 8, 9, 15, 16, 17, 31, 32, 33, 65];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Forward_is_the_matrix_product(bool relu)
    {
        ForEachShape((inputs, outputs, rows) =>
        {
            float[] w = Numbers.Random(inputs * outputs, 1), b = Numbers.Random(outputs, 2), x = Numbers.Random(inputs * rows, 3);
            var layer = new Dense(inputs, outputs, Initializer.He, relu);
            var y = new float[Panels.PaddedRows(rows) * outputs];
            layer.Forward([.. Blocked(w, inputs, outputs), .. b], [], Pack(x, inputs, rows), y, rows);
            Numbers.AssertClose(
                NaiveDense.Forward(w, b, x, inputs, outputs, rows, relu), Unpack(y, outputs, rows), Tolerance, $"{rows} rows {inputs}->{outputs}");
        });
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_row_alone_is_the_matrix_product(bool relu)
    {
        ForEachShape((inputs, outputs, rows) =>
        {
            if (rows == 1)
            {
                float[] w = Numbers.Random(inputs * outputs, 1), b = Numbers.Random(outputs, 2), x = Numbers.Random(inputs, 3);
                var y = new float[outputs];
                new Dense(inputs, outputs, Initializer.He, relu).Evaluate([.. Blocked(w, inputs, outputs), .. b], [], x, y);
                Numbers.AssertClose(NaiveDense.Forward(w, b, x, inputs, outputs, 1, relu), y, Tolerance, $"{inputs}->{outputs}");
            }
        });
    }

    [Fact]
    public void The_gradient_of_the_inputs_is_the_product_with_the_transpose()
    {
        ForEachShape((inputs, outputs, rows) =>
        {
            float[] w = Numbers.Random(inputs * outputs, 1), dy = Numbers.Random(outputs * rows, 2);
            var dx = new float[Panels.PaddedRows(rows) * inputs];
            new Dense(inputs, outputs, Initializer.He).InputGradient([.. Blocked(w, inputs, outputs), .. new float[outputs]], [], [], Pack(dy, outputs, rows), dx, rows);
            Numbers.AssertClose(
                NaiveDense.InputGradient(w, dy, inputs, outputs, rows), Unpack(dx, inputs, rows), Tolerance, $"{rows} rows {inputs}->{outputs}");
        });
    }

    [Fact]
    public void The_gradient_of_rectified_inputs_is_zero_where_they_are_not_positive()
    {
        ForEachShape((inputs, outputs, rows) =>
        {
            float[] w = Numbers.Random(inputs * outputs, 1), dy = Numbers.Random(outputs * rows, 2), x = Numbers.Random(inputs * rows, 3);
            for (int i = 0; i < x.Length; i++)
            {
                x[i] = i % 7 == 0 ? 0 : x[i];
            }
            var dx = new float[Panels.PaddedRows(rows) * inputs];
            new Dense(inputs, outputs, Initializer.He).MaskedInputGradient(
                [.. Blocked(w, inputs, outputs), .. new float[outputs]], Pack(x, inputs, rows), Pack(dy, outputs, rows), dx, rows);
            double[] expected = NaiveDense.InputGradient(w, dy, inputs, outputs, rows);
            for (int i = 0; i < expected.Length; i++)
            {
                expected[i] = x[i] > 0 ? expected[i] : 0;
            }
            Numbers.AssertClose(expected, Unpack(dx, inputs, rows), Tolerance, $"{rows} rows {inputs}->{outputs}");
        });
    }

    [Fact]
    public void The_gradient_of_the_parameters_sums_over_the_rows_and_ignores_the_padding()
    {
        ForEachShape((inputs, outputs, rows) =>
        {
            float[] x = Numbers.Random(inputs * rows, 1), dy = Numbers.Random(outputs * rows, 2);
            float[] xs = Pack(x, inputs, rows), dys = Pack(dy, outputs, rows);
            SoilPadding(xs, inputs, rows);
            SoilPadding(dys, outputs, rows);
            var gradient = new float[(inputs + 1) * outputs];
            gradient.AsSpan().Fill(float.NaN);
            new Dense(inputs, outputs, Initializer.He).ParameterGradient(xs, [], dys, gradient, rows, WorkShare.Whole);
            Numbers.AssertClose(
                Blocked(NaiveDense.ParameterGradient(x, dy, inputs, outputs, rows), inputs, outputs), gradient, Tolerance, $"{rows} rows {inputs}->{outputs}");
        });
    }

    [Theory]
    [InlineData(1025, 3, 17)]
    [InlineData(5000, 2, 3)]
    public void The_gradient_of_the_parameters_takes_batches_of_any_size(int rows, int inputs, int outputs)
    {
        float[] x = Numbers.Random(inputs * rows, 1), dy = Numbers.Random(outputs * rows, 2);
        var gradient = new float[(inputs + 1) * outputs];
        new Dense(inputs, outputs, Initializer.He).ParameterGradient(Pack(x, inputs, rows), [], Pack(dy, outputs, rows), gradient, rows, WorkShare.Whole);
        Numbers.AssertClose(
            Blocked(NaiveDense.ParameterGradient(x, dy, inputs, outputs, rows), inputs, outputs), gradient, 1e-3, $"{rows} rows");
    }

    private static void ForEachShape(Action<int, int, int> check)
    {
        foreach (int inputs in Lengths)
        {
            foreach (int outputs in Lengths)
            {
                // Every batch with some shapes and every shape with some batches: all with all would take minutes without vectors.
                for (int k = (inputs + outputs) % 6; k < Batches.Length; k += 6)
                {
                    check(inputs, outputs, Batches[k]);
                }
            }
        }
    }

    // From [inputs][outputs] to the order in which the layer keeps its weights; what lies behind them stays.
    private static T[] Blocked<T>(T[] w, int inputs, int outputs)
    {
        T[] blocked = [.. w];
        for (int i = 0; i < inputs; i++)
        {
            for (int o = 0; o < outputs; o++)
            {
                blocked[WeightBlocks.Index(i, o, inputs, outputs)] = w[i * outputs + o];
            }
        }
        return blocked;
    }

    private static float[] Pack(float[] rows, int features, int count)
    {
        var panels = new float[Panels.PaddedRows(count) * features];
        Panels.Pack(rows, panels, features, count);
        return panels;
    }

    private static float[] Unpack(float[] panels, int features, int count)
    {
        var rows = new float[count * features];
        Panels.Unpack(panels, rows, features, count);
        return rows;
    }

    private static void SoilPadding(float[] panels, int features, int count)
    {
        int last = (Panels.Count(count) - 1) * Panels.Width;
        for (int f = 0; f < features; f++)
        {
            for (int lane = count - last; lane < Panels.Width; lane++)
            {
                panels[last * features + f * Panels.Width + lane] = 1e6f;
            }
        }
    }
}
