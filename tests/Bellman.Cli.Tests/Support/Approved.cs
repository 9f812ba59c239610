using System.Runtime.CompilerServices;

namespace Bellman.Cli.Tests.Support;

/// <summary>Compares what people read with a text that somebody approved.</summary>
internal static class Approved
{
    /// <summary>
    /// Compares with Golden/NAME.approved.txt. Where it differs the text is left beside it as NAME.received.txt: look at it, and rename it if it is right.
    /// </summary>
    public static void Check(string name, string text, [CallerFilePath] string here = "")
    {
        string folder = Path.Combine(Path.GetDirectoryName(here)!, "..", "Golden");
        string approved = Path.Combine(folder, name + ".approved.txt"), received = Path.Combine(folder, name + ".received.txt");
        string now = text.ReplaceLineEndings("\n"), before = File.Exists(approved) ? File.ReadAllText(approved).ReplaceLineEndings("\n") : "";
        if (now == before)
        {
            File.Delete(received);
            return;
        }
        File.WriteAllText(received, now);
        Assert.Fail($"{Path.GetFileName(received)} differs from {Path.GetFileName(approved)}: look at both, and rename the first if it is right.\n{now}");
    }
}
