namespace Bellman;

/// <summary>
/// Documentation of an option. Command-line flags, help and <c>bellman inspect</c> are derived from it.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class OptionAttribute(string help) : Attribute
{
    /// <summary>One line: what the option does.</summary>
    public string Help { get; } = help;

    /// <summary>Unit of the number; empty: a pure number or a choice.</summary>
    public string Unit { get; init; } = "";

    /// <summary>Source of the default, such as a paper.</summary>
    public string Source { get; init; } = "";
}
