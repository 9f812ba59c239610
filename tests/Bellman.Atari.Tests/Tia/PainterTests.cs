using Bellman.Atari.Tia;

namespace Bellman.Atari.Tests.Tia;

/// <summary>The painter works on whole lines of bits; one pixel after the other is how the television does it.</summary>
public class PainterTests
{
    private const int Pixels = 160;

    // Bit i of the latches: CXM0P's D6 and D7, then CXM1P's, and so on. Bit 12 is unused.
    private static readonly (TiaObject, TiaObject)?[] Pairs =
    [
        (TiaObject.Missile0, TiaObject.Player0), (TiaObject.Missile0, TiaObject.Player1), (TiaObject.Missile1, TiaObject.Player1), (TiaObject.Missile1, TiaObject.Player0),
        (TiaObject.Player0, TiaObject.Ball), (TiaObject.Player0, TiaObject.Playfield), (TiaObject.Player1, TiaObject.Ball), (TiaObject.Player1, TiaObject.Playfield),
        (TiaObject.Missile0, TiaObject.Ball), (TiaObject.Missile0, TiaObject.Playfield), (TiaObject.Missile1, TiaObject.Ball), (TiaObject.Missile1, TiaObject.Playfield),
        null, (TiaObject.Ball, TiaObject.Playfield), (TiaObject.Missile0, TiaObject.Missile1), (TiaObject.Player0, TiaObject.Player1),
    ];

    [Fact]
    public void A_line_painted_at_once_equals_one_painted_pixel_by_pixel()
    {
        Random random = new(5);
        for (int trial = 0; trial < 5000; trial++)
        {
            TiaState tia = RandomState(random);
            int from = trial % 3 == 0 ? 0 : random.Next(Pixels), length = trial % 5 == 0 ? Pixels - from : 1 + random.Next(Pixels - from);
            byte[] fast = new byte[Pixels], naive = new byte[Pixels];
            random.NextBytes(fast);
            fast.CopyTo(naive, 0);
            uint latched = tia.Collisions;
            for (int x = from; x < from + length; x++)
            {
                naive[x] = Colour(tia, x);
                latched |= Met(tia, x);
            }
            Painter.Paint(ref tia, fast, from, length);
            Assert.Equal(naive, fast);
            Assert.Equal(latched, tia.Collisions);
        }
    }

    [Fact]
    public void A_line_that_nobody_looks_at_latches_the_same_collisions()
    {
        Random random = new(6);
        for (int trial = 0; trial < 1000; trial++)
        {
            TiaState drawn = RandomState(random), undrawn = drawn;
            int from = random.Next(Pixels), length = 1 + random.Next(Pixels - from);
            Painter.Paint(ref drawn, new byte[Pixels], from, length);
            Painter.Paint(ref undrawn, null, from, length);
            Assert.Equal(drawn.Collisions, undrawn.Collisions);
        }
    }

    private static TiaState RandomState(Random random)
    {
        TiaState tia = new()
        {
            Control = (byte)(random.Next(4) << 1),
            Colour0 = 0x42,
            Colour1 = 0x84,
            PlayfieldColour = 0xC4,
            Background = 0x06,
            BallEnabled = random.Next(2) == 0,
        };
        tia.Side0.Graphics = (byte)random.Next(2);
        tia.Side1.MissileEnabled = random.Next(2) == 0;
        // From no object at all to all of them, each thin or thick.
        for (int thing = 0; thing <= (int)TiaObject.Playfield; thing++)
        {
            if (random.Next(2) == 0)
            {
                continue;
            }
            int every = 1 << random.Next(1, 6);
            for (int x = 0; x < Pixels; x++)
            {
                if (random.Next(every) == 0)
                {
                    tia.Covered[thing * ObjectCoverage.Stride + x / 32] |= 1u << x;
                }
            }
        }
        return tia;
    }

    private static bool Covers(in TiaState tia, TiaObject thing, int x) => (tia.Covered[(int)thing * ObjectCoverage.Stride + x / 32] >> x & 1) != 0;

    private static uint Met(in TiaState tia, int x)
    {
        uint met = 0;
        for (int bit = 0; bit < Pairs.Length; bit++)
        {
            if (Pairs[bit] is (TiaObject one, TiaObject other) && Covers(tia, one, x) && Covers(tia, other, x))
            {
                met |= 1u << bit;
            }
        }
        return met;
    }

    private static byte Colour(in TiaState tia, int x)
    {
        bool field = Covers(tia, TiaObject.Playfield, x), ball = Covers(tia, TiaObject.Ball, x);
        bool first = Covers(tia, TiaObject.Player0, x) || Covers(tia, TiaObject.Missile0, x);
        bool second = Covers(tia, TiaObject.Player1, x) || Covers(tia, TiaObject.Missile1, x);
        bool score = (tia.Control & 2) != 0, playfieldFirst = (tia.Control & 4) != 0;
        if (score && playfieldFirst)
        {
            // One of the two gives way.
            bool onlyPlayfield = tia.Side0.Graphics == 0 && !tia.Side1.MissileEnabled && !tia.BallEnabled;
            (score, playfieldFirst) = (onlyPlayfield, !onlyPlayfield);
        }
        if (score && field)
        {
            (field, first, second) = (false, first || x < 80, second || x >= 80);
        }
        if (playfieldFirst && (field || ball))
        {
            return tia.PlayfieldColour;
        }
        return first ? tia.Colour0 : second ? tia.Colour1 : field || ball ? tia.PlayfieldColour : tia.Background;
    }
}
