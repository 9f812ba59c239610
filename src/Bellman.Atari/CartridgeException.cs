namespace Bellman.Atari;

/// <summary>
/// A ROM image that no cartridge ever held. The message is one sentence that says what is wrong and what to do.
/// </summary>
public sealed class CartridgeException(string message) : Exception(message);
