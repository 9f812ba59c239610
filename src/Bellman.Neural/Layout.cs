namespace Bellman.Neural;

/// <summary>The memory layout of a batch. The network converts between layers with different layouts.</summary>
public enum Layout
{
    /// <summary>Row after row, each <c>[features]</c>. The natural choice for a layer of your own.</summary>
    Rows,

    /// <summary>
    /// Panels of sixteen rows, each panel <c>[features][16]</c>: the batch is the vector dimension. The last panel is
    /// padded; its spare lanes hold finite numbers that nothing may add into a sum.
    /// </summary>
    Panels,
}
