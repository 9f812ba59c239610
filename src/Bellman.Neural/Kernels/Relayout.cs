namespace Bellman.Neural.Kernels;

/// <summary>Carries a batch from one layout to another.</summary>
internal static class Relayout
{
    /// <summary>Copies <paramref name="rows"/> rows of <paramref name="features"/> numbers.</summary>
    public static void Copy(ReadOnlySpan<float> source, Layout from, Span<float> target, Layout to, int features, int rows)
    {
        if (from == to)
        {
            source.CopyTo(target);
        }
        else if (to == Layout.Panels)
        {
            Panels.Pack(source, target, features, rows);
        }
        else
        {
            Panels.Unpack(source, target, features, rows);
        }
    }
}
