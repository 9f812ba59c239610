namespace Bellman.Core.Tests;

public sealed class PublicApiTests
{
    [Fact]
    public void The_public_surface_was_approved() => PublicSurface.RequireApproved(typeof(Rng));
}
