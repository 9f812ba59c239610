using Bellman.Agents.Dqn;

namespace Bellman.Tests;

public sealed class PublicApiTests
{
    [Fact]
    public void The_public_surface_was_approved() => PublicSurface.RequireApproved(typeof(DqnAgent));
}
