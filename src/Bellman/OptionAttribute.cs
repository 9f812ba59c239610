namespace Bellman;

/// <summary>What people read about an option. Command-line flags, help and <c>bellman inspect</c> all derive from it.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class OptionAttribute(string help) : Attribute
{
    /// <summary>One line that says what the option does.</summary>
    public string Help { get; } = help;

    /// <summary>What its number counts; empty for a pure number or a choice.</summary>
    public string Unit { get; init; } = "";

    /// <summary>Where its default comes from.</summary>
    public string Source { get; init; } = "";
}
