using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace Bellman.Atari.Tests;

/// <summary>A program, what was pressed in every frame, and what ALE's core made of it.</summary>
internal sealed class Trace(byte[] image, string[] lines, Controllers sockets)
{
    /// <summary>Stands for the free programs where their folder is missing: a theory needs a case.</summary>
    public const string None = "(none)";

    private const int InstructionsShown = 2000;

    public static IEnumerable<string> OwnNames
        => from resource in typeof(Trace).Assembly.GetManifestResourceNames()
           where resource.EndsWith(".bin", StringComparison.Ordinal)
           orderby resource
           select resource.Split('.')[1];

    public static IEnumerable<string> FreeNames
        => FreeFolder is { } folder
            ? Directory.GetFiles(folder, "*.bin").Select(file => Path.GetFileNameWithoutExtension(file)).Order()
            : [None];

    private static string? FreeFolder
    {
        get
        {
            for (DirectoryInfo? up = new(AppContext.BaseDirectory); up != null; up = up.Parent)
            {
                string folder = Path.Combine(up.FullName, "shared", "atari-traces", "free");
                if (Directory.Exists(folder))
                {
                    return folder;
                }
            }
            return null;
        }
    }

    public static Trace Own(string name)
        => new(Bytes(Resource($"Golden.{name}.bin")), Lines(Resource($"Golden.{name}.trace.gz")), SocketsOf(name));

    public static Trace Free(string name)
        => new(File.ReadAllBytes(Path.Combine(FreeFolder!, name + ".bin")), Lines(File.OpenRead(Path.Combine(FreeFolder!, name + ".trace.gz"))), default);

    /// <summary>The first frame that differs, or -1.</summary>
    public int FirstDifference()
    {
        Console2600 console = Start();
        for (int frame = 0; frame < lines.Length; frame++)
        {
            Hold(console, frame);
            console.RunFrame();
            if (FrameDigest.Of(console).ToString() != Expected(frame))
            {
                return frame;
            }
        }
        return -1;
    }

    /// <summary>
    /// Runs again up to a frame and executes that one instruction by instruction: what went in, what came out and what should have. Hashes tell
    /// only the frame; the instructions are there to compare with another emulator's.
    /// </summary>
    public string Explain(int differing)
    {
        Console2600 console = Start();
        for (int frame = 0; frame < differing; frame++)
        {
            Hold(console, frame);
            console.RunFrame();
            FrameDigest.Of(console);
        }
        Hold(console, differing);
        StringBuilder text = new($"Frame {differing} (action {Action(differing)}) is the first that differs. Its instructions:\n");
        int instructions = 0;
        InstructionTrace.RunFrame(console, line =>
        {
            if (instructions++ < InstructionsShown)
            {
                text.AppendLine(line);
            }
        });
        text.AppendLine(CultureInfo.InvariantCulture, $"({instructions} in all)").AppendLine("RAM " + Convert.ToHexString(console.Ram));
        text.AppendLine("expected " + Expected(differing));
        return text.Append("here     " + FrameDigest.Of(console)).ToString();
    }

    /// <summary>The console as it stands before frame 0.</summary>
    public Console2600 Start()
    {
        Console2600 console = new(new Cartridge(image));
        ResetSequence.Run(console, sockets);
        return console;
    }

    private void Hold(Console2600 console, int frame) => sockets.Hold(ref console.Ports, Action(frame));

    private JoystickAction Action(int frame) => (JoystickAction)int.Parse(lines[frame].Split(' ')[1], CultureInfo.InvariantCulture);

    private string Expected(int frame) => string.Join(' ', lines[frame].Split(' ').Skip(2));

    private static Controllers SocketsOf(string name)
        => name.StartsWith("paddle", StringComparison.Ordinal) ? new Controllers(LeftPaddles: true, RightPaddles: true) : default;

    private static Stream Resource(string name) => typeof(Trace).Assembly.GetManifestResourceStream(name)!;

    private static byte[] Bytes(Stream stream)
    {
        using MemoryStream bytes = new();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }

    private static string[] Lines(Stream packed)
    {
        using StreamReader reader = new(new GZipStream(packed, CompressionMode.Decompress));
        return reader.ReadToEnd().TrimEnd().Split('\n');
    }
}
