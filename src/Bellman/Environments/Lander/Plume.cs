using Bellman.Physics;

namespace Bellman.Environments.Lander;

/// <summary>What the engines blew out during the last steps. It is only looked at: no body ever touches it.</summary>
internal sealed class Plume : IStateful
{
    private const int Lifetime = 16; // steps
    private const float Drift = 1f / Craft.Frequency;

    private readonly Puff[] _puffs = new Puff[Lifetime]; // one for each of the last steps
    private int _step;

    public void Clear()
    {
        Array.Clear(_puffs);
        _step = 0;
    }

    /// <summary>A step in which an engine blew something out, or nothing (default).</summary>
    public void Add(Puff puff)
    {
        _step = (_step + 1) % Lifetime;
        _puffs[_step] = puff;
    }

    /// <summary>A puff by its age in steps, where it has drifted to; false where none was blown out then.</summary>
    public bool TryGet(int age, out Puff puff)
    {
        puff = _puffs[(_step - age + Lifetime) % Lifetime];
        puff = puff with { Place = puff.Place + age * Drift * puff.Velocity };
        return puff.Size > 0;
    }

    /// <summary>How many steps are remembered.</summary>
    public static int Length => Lifetime;

    /// <inheritdoc/>
    public void Sync(StateStream stream)
    {
        stream.Sync<Puff>(_puffs);
        stream.Sync(ref _step);
        if (stream.IsReading)
        {
            OptionCheck.Saved(_step is >= 0 and < Lifetime, "plume");
            foreach (Puff puff in _puffs)
            {
                OptionCheck.Saved(puff.Place.IsReasonable && puff.Velocity.IsReasonable && puff.Size is >= 0 and < 10, "plume");
            }
        }
    }
}

/// <summary>What an engine blows out in a step.</summary>
/// <param name="Place">Where, in metres.</param>
/// <param name="Velocity">Which way, in metres per second.</param>
/// <param name="Size">Its radius when it is new, in metres; 0 for nothing.</param>
internal readonly record struct Puff(Vec2 Place, Vec2 Velocity, float Size);
