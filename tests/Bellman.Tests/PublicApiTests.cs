using System.Runtime.CompilerServices;
using Bellman.Agents;

namespace Bellman.Tests;

public sealed class PublicApiTests
{
    [Fact]
    public void The_public_surface_was_approved() => PublicSurface.RequireApproved(typeof(DqnAgent), Folder());

    private static string Folder([CallerFilePath] string path = "") => Path.Combine(Path.GetDirectoryName(path)!, "Golden");
}
