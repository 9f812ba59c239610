namespace Bellman.Core.Tests;

public sealed class ChecksummedFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("bellman").FullName;

    private string File => Path.Combine(_folder, "file.bin");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void What_was_written_is_read()
    {
        Write([1, 2, 3]);
        Assert.Equal([1, 2, 3], Read());
        Assert.Equal([File], Directory.GetFiles(_folder));
    }

    [Fact]
    public void Every_single_flipped_bit_is_noticed()
    {
        Write([1, 2, 3, 4, 5, 6, 7, 8, 9]);
        byte[] whole = System.IO.File.ReadAllBytes(File);
        for (int bit = 0; bit < whole.Length * 8; bit++)
        {
            byte[] damaged = [.. whole];
            damaged[bit / 8] ^= (byte)(1 << (bit % 8));
            System.IO.File.WriteAllBytes(File, damaged);
            Assert.Throws<BellmanException>(() => Read());
        }
    }

    [Fact]
    public void Every_truncation_is_noticed()
    {
        Write([1, 2, 3, 4, 5]);
        byte[] whole = System.IO.File.ReadAllBytes(File);
        for (int length = 0; length < whole.Length; length++)
        {
            System.IO.File.WriteAllBytes(File, whole[..length]);
            Assert.Throws<BellmanException>(() => Read());
        }
    }

    [Fact]
    public void A_newer_version_is_refused_by_name()
    {
        ChecksummedFile.Write(File, "thing", 2, stream => stream.WriteByte(1));
        var error = Assert.Throws<BellmanException>(() => Read());
        Assert.Contains("newer version", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_kind_of_file_is_refused()
    {
        ChecksummedFile.Write(File, "other", 1, stream => stream.WriteByte(1));
        Assert.Contains("is not a thing file", Assert.Throws<BellmanException>(() => Read()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_file_is_named()
        => Assert.Contains("There is no file", Assert.Throws<BellmanException>(() => Read()).Message, StringComparison.Ordinal);

    [Fact]
    public void A_write_that_fails_leaves_the_file_before()
    {
        Write([1, 2, 3]);
        Assert.Throws<BellmanException>(() => ChecksummedFile.Write(File, "thing", 1, stream =>
        {
            stream.WriteByte(9);
            throw new IOException("the disk is full");
        }));
        Assert.Equal([1, 2, 3], Read());
        Assert.Equal([File], Directory.GetFiles(_folder));
    }

    private void Write(byte[] content) => ChecksummedFile.Write(File, "thing", 1, stream => stream.Write(content));

    private byte[] Read() => ChecksummedFile.Read(File, "thing", 1, (stream, _) =>
    {
        var content = new byte[stream.Length - 28];
        stream.ReadExactly(content);
        return content;
    });
}
