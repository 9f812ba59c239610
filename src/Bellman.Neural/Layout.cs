namespace Bellman.Neural;

/// <summary>How a layer wants a batch to lie in memory. The network converts where neighbours differ.</summary>
public enum Layout
{
    /// <summary>Row after row, each <c>[features]</c>. The natural choice for a layer of your own.</summary>
    Rows,

    /// <summary>
    /// Panels of sixteen rows, each panel <c>[features][16]</c>: the batch is the vector dimension. The last panel is padded;
    /// its spare lanes hold finite numbers that nothing may add into a sum.
    /// </summary>
    Panels,
}
