using Bellman.Drawing;

namespace Bellman.Environments.Finite;

public sealed partial class MdpEnvironment : IScreen
{
    private IStatePicture? _picture;

    /// <inheritdoc/>
    public int Width => Picture.Width;

    /// <inheritdoc/>
    public int Height => Picture.Height;

    /// <inheritdoc/>
    /// <remarks>A step of a board or a card is a move that people want to follow.</remarks>
    public double FramesPerSecond => 4;

    /// <summary>How the states are drawn; in numbered cells where nothing better is known.</summary>
    internal IStatePicture Picture
    {
        get => _picture ??= CellPicture.OfStates(Mdp.StateCount);
        init => _picture = value;
    }

    /// <inheritdoc/>
    public void Draw(Canvas canvas) => Picture.Draw(canvas, _state);
}
