namespace Bellman.Atari.Assembly;

/// <summary>A program has a mistake; the message begins with its line.</summary>
/// <param name="line">The line, from 1.</param>
/// <param name="problem">What is wrong with it, and what to do.</param>
public sealed class AssemblyException(int line, string problem) : Exception($"line {line}: {problem}")
{
    /// <summary>The line, from 1.</summary>
    public int Line { get; } = line;
}
