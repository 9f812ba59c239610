using Bellman.Neural.Kernels;
using Bellman.Neural.Tests.Reference;

namespace Bellman.Neural.Tests.Kernels;

[Trait("Category", "kernel")]
public sealed class PanelsTests
{
    public static TheoryData<int, int> Shapes
    {
        get
        {
            var shapes = new TheoryData<int, int>();
            foreach (int features in (int[])[1, 2, 3, 4, 5, 7, 8, 9, 16, 17, 33])
            {
                foreach (int rows in (int[])[1, 2, 3, 8, 15, 16, 17, 31, 32, 50])
                {
                    shapes.Add(features, rows);
                }
            }
            return shapes;
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void A_packed_row_is_a_lane_of_its_panel(int features, int rows)
    {
        float[] source = Numbers.Random(features * rows, 1);
        var panels = new float[Panels.PaddedRows(rows) * features];
        panels.AsSpan().Fill(float.NaN);
        Panels.Pack(source, panels, features, rows);
        for (int row = 0; row < Panels.PaddedRows(rows); row++)
        {
            for (int f = 0; f < features; f++)
            {
                float expected = row < rows ? source[row * features + f] : 0;
                Assert.Equal(expected, panels[row / 16 * 16 * features + f * 16 + row % 16]);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Unpacking_undoes_packing_and_writes_nothing_else(int features, int rows)
    {
        float[] source = Numbers.Random(features * rows, 1);
        var panels = new float[Panels.PaddedRows(rows) * features];
        Panels.Pack(source, panels, features, rows);
        var target = new float[features * rows + 8];
        target.AsSpan().Fill(7);
        Panels.Unpack(panels, target.AsSpan(0, features * rows), features, rows);
        Assert.Equal(source, target[..(features * rows)]);
        Assert.All(target[(features * rows)..], value => Assert.Equal(7, value));
    }
}
