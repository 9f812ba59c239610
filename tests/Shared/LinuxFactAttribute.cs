namespace Bellman;

/// <summary>A fact of systems that have devices, pipes and /proc.</summary>
internal sealed class LinuxFactAttribute : FactAttribute
{
    public LinuxFactAttribute() => Skip = OperatingSystem.IsLinux() ? null : "only Linux has this";
}

/// <summary>A theory of systems that have devices, pipes and /proc.</summary>
internal sealed class LinuxTheoryAttribute : TheoryAttribute
{
    public LinuxTheoryAttribute() => Skip = OperatingSystem.IsLinux() ? null : "only Linux has this";
}
