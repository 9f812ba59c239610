using System.Runtime.CompilerServices;

namespace Bellman;

/// <summary>One thread's part of a piece of work that is split into <paramref name="Count"/> fixed parts.</summary>
/// <param name="Index">Which part, from 0.</param>
/// <param name="Count">How many parts there are.</param>
public readonly record struct WorkShare(int Index, int Count)
{
    /// <summary>All of the work.</summary>
    public static WorkShare Whole => new(0, 1);

    /// <summary>Whether this is the part that does what cannot be split.</summary>
    public bool IsFirst => Index == 0;

    /// <summary>The first of <paramref name="items"/> that belongs to this part.</summary>
    /// <exception cref="BellmanException">There is no such part.</exception>
    public int Start(int items) => Border(items, Index);

    /// <summary>One past the last of <paramref name="items"/> that belongs to this part.</summary>
    /// <exception cref="BellmanException">There is no such part.</exception>
    public int End(int items) => Border(items, Index + 1L);

    // One thread's only part is the rule, and a division takes longer than the work of a small layer.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int Border(int items, long part)
        => Index < 0 || Index >= Count || items < 0 ? throw NoSuchPart(items) : (int)(Count == 1 ? items * part : items * part / Count);

    private BellmanException NoSuchPart(int items)
        => new($"There is no part {Index} of {Count} parts of {items} items: parts count from 0, and there is at least one.");
}
