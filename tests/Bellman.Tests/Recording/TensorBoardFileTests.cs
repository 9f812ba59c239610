using System.Buffers.Binary;
using Bellman.Recording;
using Google.Protobuf;

namespace Bellman.Tests.Recording;

public sealed class TensorBoardFileTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 21, 12, 0, 0, 500, TimeSpan.Zero);

    private sealed record Event(double WallTime, long Step, string Version, List<(string Tag, float Value)> Scalars);

    [Fact]
    public void The_first_event_names_the_version()
    {
        using var stream = new MemoryStream();
        _ = new TensorBoardFile(stream, Noon);
        Event only = Assert.Single(Read(stream));
        Assert.Equal("brain.Event:2", only.Version);
        Assert.Equal(Noon.ToUnixTimeMilliseconds() / 1000.0, only.WallTime);
    }

    [Fact]
    public void A_file_that_goes_on_names_no_version_again()
    {
        using var stream = new MemoryStream();
        _ = new TensorBoardFile(stream, Noon);
        new TensorBoardFile(stream, Noon).Write(7, Noon, ("a", 1));
        Assert.Equal(["brain.Event:2", ""], Read(stream).Select(e => e.Version));
    }

    [Fact]
    public void Scalars_come_back_with_their_step_and_tag()
    {
        using var stream = new MemoryStream();
        var file = new TensorBoardFile(stream, Noon);
        string longTag = new('x', 3000);
        file.Write(0, Noon, ("loss", 0.25));
        file.Write(5_000_000_000, Noon, ("score", -110.5), (longTag, 1e-30), ("tr\u00e4ge", 3));
        List<Event> events = Read(stream);
        Assert.Equal(3, events.Count);
        Assert.Equal([("loss", 0.25f)], events[1].Scalars);
        Assert.Equal(5_000_000_000, events[2].Step);
        Assert.Equal([("score", -110.5f), (longTag, 1e-30f), ("tr\u00e4ge", 3f)], events[2].Scalars);
    }

    [Fact]
    public void What_is_not_a_number_is_left_out()
    {
        using var stream = new MemoryStream();
        new TensorBoardFile(stream, Noon).Write(1, Noon, ("loss", double.NaN), ("score", 2), ("value", double.PositiveInfinity));
        Assert.Equal([("score", 2f)], Read(stream)[1].Scalars);
    }

    [Theory]
    [InlineData("", 0u)]
    [InlineData("123456789", 0xE3069283u)] // the check value of CRC-32C in every catalogue of checksums
    public void The_checksum_is_Castagnolis_masked(string text, uint crc)
        => Assert.Equal(((crc >> 15) | (crc << 17)) + 0xa282ead8u, TensorBoardFile.MaskedCrc(System.Text.Encoding.ASCII.GetBytes(text)));

    private static List<Event> Read(MemoryStream stream)
    {
        ReadOnlySpan<byte> rest = stream.ToArray();
        var events = new List<Event>();
        while (!rest.IsEmpty)
        {
            int length = (int)BinaryPrimitives.ReadUInt64LittleEndian(rest);
            Assert.Equal(TensorBoardFile.MaskedCrc(rest[..8]), BinaryPrimitives.ReadUInt32LittleEndian(rest[8..]));
            ReadOnlySpan<byte> data = rest.Slice(12, length);
            Assert.Equal(TensorBoardFile.MaskedCrc(data), BinaryPrimitives.ReadUInt32LittleEndian(rest[(12 + length)..]));
            events.Add(Parse(data.ToArray()));
            rest = rest[(16 + length)..];
        }
        return events;
    }

    // Google's own reader of the wire format, with the field numbers of TensorFlow's event.proto and summary.proto.
    private static Event Parse(byte[] data)
    {
        var input = new CodedInputStream(data);
        (double time, long step, string version) = (0, 0, "");
        var scalars = new List<(string, float)>();
        while (input.ReadTag() is not 0 and uint tag)
        {
            switch (tag >> 3)
            {
                case 1: time = input.ReadDouble(); break;
                case 2: step = input.ReadInt64(); break;
                case 3: version = input.ReadString(); break;
                case 5: scalars.AddRange(ParseSummary(input.ReadBytes().ToByteArray())); break;
                default: Assert.Fail($"unexpected field {tag >> 3}"); break;
            }
        }
        return new(time, step, version, scalars);
    }

    private static IEnumerable<(string, float)> ParseSummary(byte[] data)
    {
        var input = new CodedInputStream(data);
        while (input.ReadTag() is not 0 and uint tag)
        {
            Assert.Equal(1u, tag >> 3);
            var value = new CodedInputStream(input.ReadBytes().ToByteArray());
            (string name, float number) = ("", 0);
            while (value.ReadTag() is not 0 and uint field)
            {
                switch (field >> 3)
                {
                    case 1: name = value.ReadString(); break;
                    case 2: number = value.ReadFloat(); break;
                    default: Assert.Fail($"unexpected field {field >> 3}"); break;
                }
            }
            yield return (name, number);
        }
    }
}
