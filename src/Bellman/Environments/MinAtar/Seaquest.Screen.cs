using Bellman.Drawing;

namespace Bellman.Environments.MinAtar;

internal sealed partial class Seaquest
{
    private const int Front = 0, Back = 1, Shot = 2, Trail = 3, EnemyShot = 4, AFish = 5, Sub = 6;
    private const int OxygenGauge = 7, DiverGauge = 8, Diver = 9;
    private const int GaugeRow = 9, GaugeEnd = 9;

    /// <inheritdoc/>
    public IReadOnlyList<Channel> Channels { get; } =
    [
        new("submarine front", Theme.Ink), new("submarine back", Color.Hex(0x7F8C96), 0.7), new("friendly bullet", Theme.Gold, 0.36),
        new("trail", Theme.Stone, 0.24), new("enemy bullet", Color.Hex(0x8E2F4F), 0.36), new("enemy fish", Theme.Clay, 0.8),
        new("enemy submarine", Color.Hex(0x8E2F4F), 0.8), new("oxygen gauge", Color.Hex(0x6FB1D6)),
        new("diver gauge", Theme.Teal, 0.5), new("diver", Theme.Teal, 0.6),
    ];

    /// <inheritdoc/>
    public void Observe(Planes planes)
    {
        ref SeaquestState s = ref State;
        planes.Mark(Front, s.Y, s.X);
        planes.Mark(Back, s.Y, s.X - s.Facing);
        for (int x = 0; x < Math.Max(0, s.Oxygen) * Planes.Side / Tank; x++)
        {
            planes.Mark(OxygenGauge, GaugeRow, x);
        }
        for (int x = GaugeEnd - Math.Max(0, s.Aboard); x < GaugeEnd; x++)
        {
            planes.Mark(DiverGauge, GaugeRow, x);
        }
        Mark(planes, Shot, s.Shots, leavesTrail: false);
        Mark(planes, EnemyShot, s.EnemyShots, leavesTrail: false);
        Mark(planes, AFish, s.Fish, leavesTrail: true);
        Mark(planes, Sub, s.Subs, leavesTrail: true);
        Mark(planes, Diver, s.Divers, leavesTrail: true);
    }

    private static void Mark(Planes planes, int channel, in SeaquestThings things, bool leavesTrail)
    {
        for (int i = 0; i < things.Count; i++)
        {
            SeaquestThing thing = things[i];
            planes.Mark(channel, thing.Y, thing.X);
            if (leavesTrail)
            {
                planes.Mark(Trail, thing.Y, thing.X - thing.Direction);
            }
        }
    }
}
