using Bellman.Physics;

namespace Bellman.Environments.Lander;

internal sealed partial class LunarLander
{
    private void ClearSmoke() { }
    private void Puff(Engine engine, Vec2 place) { }
    private void SyncSmoke(StateStream stream) { }
}
