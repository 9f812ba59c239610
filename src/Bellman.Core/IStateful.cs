namespace Bellman;

/// <summary>An object whose whole state can be saved and loaded.</summary>
public interface IStateful
{
    /// <summary>
    /// Passes every mutable field through the stream, in a fixed order. One method both saves and loads, so that the
    /// two cannot differ.
    /// </summary>
    void Sync(StateStream stream);
}
