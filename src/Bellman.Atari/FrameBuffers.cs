namespace Bellman.Atari;

/// <summary>
/// The two pictures that a console draws in turn. A snapshot does not copy them: it holds them, and the console that
/// next draws on one copies it first. So a search that looks at no pictures pays for none.
/// </summary>
internal sealed class FrameBuffers(int length)
{
    private const int MostSpare = 4;

    private readonly SharedFrame[] _pictures = [new(length), new(length)];
    private readonly Stack<SharedFrame> _spare = new(MostSpare);

    public ReadOnlySpan<byte> this[int index] => _pictures[index].Pixels;

    /// <summary>The pixels of a picture, to draw on.</summary>
    public byte[] Open(int index)
    {
        ref SharedFrame picture = ref _pictures[index];
        if (!picture.IsShared)
        {
            return picture.Pixels;
        }
        if (_spare.TryPop(out SharedFrame? own))
        {
            own.Reuse();
        }
        else
        {
            own = new SharedFrame(length);
        }
        picture.Pixels.CopyTo(own.Pixels);
        Drop(picture);
        picture = own;
        return own.Pixels;
    }

    /// <summary>Makes both pictures black.</summary>
    public void Clear()
    {
        for (int i = 0; i < _pictures.Length; i++)
        {
            Open(i).AsSpan().Clear();
        }
    }

    /// <summary>Lets a snapshot hold the pictures instead of those that it held.</summary>
    public void Save(SharedFrame[] held) => Hand(_pictures, held);

    /// <summary>Takes the pictures that a snapshot holds.</summary>
    public void Restore(SharedFrame[] held) => Hand(held, _pictures);

    private void Hand(SharedFrame[] from, SharedFrame[] to)
    {
        for (int i = 0; i < from.Length; i++)
        {
            if (from[i] == to[i])
            {
                continue;
            }
            Drop(to[i]);
            to[i] = from[i].Share();
        }
    }

    private void Drop(SharedFrame picture)
    {
        if (picture.Release() && _spare.Count < MostSpare)
        {
            _spare.Push(picture);
        }
    }
}
