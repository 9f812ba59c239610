namespace Bellman;

/// <summary>Something whose whole state can be saved and put back.</summary>
public interface IStateful
{
    /// <summary>
    /// Passes every mutable field through the stream, in a fixed order. One method both saves and loads, so the two cannot drift apart.
    /// </summary>
    void Sync(StateStream stream);
}
