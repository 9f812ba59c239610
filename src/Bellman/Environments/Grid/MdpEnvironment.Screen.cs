using Bellman.Drawing;

namespace Bellman.Environments.Grid;

public sealed partial class MdpEnvironment : IScreen
{
    private IStatePicture? _picture;

    /// <inheritdoc/>
    public int Width => Picture.Width;

    /// <inheritdoc/>
    public int Height => Picture.Height;

    /// <summary>How the states are drawn; in numbered cells where nothing better is known.</summary>
    internal IStatePicture Picture
    {
        get => _picture ??= CellPicture.OfStates(Mdp.States);
        init => _picture = value;
    }

    /// <inheritdoc/>
    public void Draw(Canvas canvas) => Picture.Draw(canvas, _state);
}
