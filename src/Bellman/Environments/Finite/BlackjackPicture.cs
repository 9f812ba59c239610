using Bellman.Drawing;

namespace Bellman.Environments.Finite;

/// <summary>
/// Two bars: the player's sum above, with its ace at the end if that counts 11, the dealer's card below; the post
/// stands at 21.
/// </summary>
internal sealed class BlackjackPicture(StateLabels labels) : IStatePicture
{
    public int Width => 400;

    public int Height => 160;

    public void Draw(Canvas canvas, int state)
    {
        canvas.Clear(Theme.Paper);
        var camera = new Camera(canvas, -1, -0.5, 34, 13.6);
        Span<float> seen = stackalloc float[3];
        labels.Write(state, StateEncoding.Plain, seen);
        camera.Rectangle(0, 7, 32, 4, Theme.Sand);
        camera.Rectangle(0, 1, 32, 4, Theme.Sand);
        camera.Rectangle(0, 7, seen[0], 4, Theme.Clay);
        if (seen[2] > 0)
        {
            camera.Rectangle(seen[0] - 10, 7, 10, 4, Theme.Gold);
        }
        camera.Rectangle(0, 1, seen[1], 4, Theme.Ink);
        camera.Line(21, 0, 21, 12, 0.3, Theme.Teal);
    }
}
