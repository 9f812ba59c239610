using System.Runtime.CompilerServices;

namespace Bellman.Core.Tests;

public sealed class PublicApiTests
{
    [Fact]
    public void The_public_surface_was_approved() => PublicSurface.RequireApproved(typeof(Rng), Folder());

    private static string Folder([CallerFilePath] string path = "") => Path.Combine(Path.GetDirectoryName(path)!, "Golden");
}
