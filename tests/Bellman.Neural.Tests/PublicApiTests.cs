using System.Runtime.CompilerServices;

namespace Bellman.Neural.Tests;

public sealed class PublicApiTests
{
    [Fact]
    public void The_public_surface_was_approved() => PublicSurface.RequireApproved(typeof(Network), Folder());

    private static string Folder([CallerFilePath] string path = "") => Path.Combine(Path.GetDirectoryName(path)!, "Golden");
}
