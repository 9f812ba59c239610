namespace Bellman.Environments.MinAtar;

/// <summary>What swims and flies around the submarine: the newest moves first, and the oldest is hit first.</summary>
internal sealed partial class Seaquest
{
    private bool MeetsFront(SeaquestThing thing) => thing.IsAt(State.X, State.Y);

    private static SeaquestThing Arrival(ref Rng random)
    {
        bool right = random.NextInt(2) == 1;
        return new() { X = (sbyte)(right ? 0 : Planes.Side - 1), Direction = (sbyte)(right ? 1 : -1) };
    }

    private static sbyte Row(ref Rng random) => (sbyte)(1 + random.NextInt(LastRow));

    /// <summary>Nothing arrives in a row where an enemy comes the other way.</summary>
    private void SpawnEnemy(ref Rng random)
    {
        ref SeaquestState s = ref State;
        SeaquestThing enemy = Arrival(ref random) with { MoveTimer = (sbyte)s.MoveInterval, ShotTimer = EnemyShotInterval };
        bool isSub = random.NextInt(3) == 0;
        enemy.Y = Row(ref random);
        if (!s.Fish.Any(enemy.Y, -enemy.Direction) && !s.Subs.Any(enemy.Y, -enemy.Direction))
        {
            (isSub ? ref s.Subs : ref s.Fish).Add(enemy);
        }
    }

    private void MoveShots(ref int reward)
    {
        ref SeaquestState s = ref State;
        for (int i = s.Shots.Count - 1; i >= 0; i--)
        {
            SeaquestThing shot = s.Shots[i];
            shot.X += shot.Direction;
            s.Shots[i] = shot;
            if (!Planes.Contains(shot.X))
            {
                s.Shots.RemoveAt(i);
            }
            else if (s.Fish.RemoveOldestAt(shot.X, shot.Y) || s.Subs.RemoveOldestAt(shot.X, shot.Y))
            {
                s.Shots.RemoveAt(i);
                reward++;
            }
        }
    }

    private void MoveDivers()
    {
        ref SeaquestState s = ref State;
        for (int i = s.Divers.Count - 1; i >= 0; i--)
        {
            SeaquestThing diver = s.Divers[i];
            bool isAboard = s.Aboard < Room && MeetsFront(diver);
            if (!isAboard && IsDue(ref diver, DiverMoveInterval))
            {
                isAboard = s.Aboard < Room && MeetsFront(diver);
            }
            s.Divers[i] = diver;
            s.Aboard += isAboard ? 1 : 0;
            if (isAboard || !Planes.Contains(diver.X))
            {
                s.Divers.RemoveAt(i);
            }
        }
    }

    private void MoveEnemies(ref SeaquestThings enemies, bool shoot, ref int reward, ref bool ends)
    {
        ref SeaquestState s = ref State;
        for (int i = enemies.Count - 1; i >= 0; i--)
        {
            SeaquestThing enemy = enemies[i];
            ends |= MeetsFront(enemy);
            bool isGone = false;
            if (IsDue(ref enemy, s.MoveInterval))
            {
                if (MeetsFront(enemy))
                {
                    ends = true;
                }
                else if (Planes.Contains(enemy.X) && s.Shots.RemoveOldestAt(enemy.X, enemy.Y))
                {
                    isGone = true;
                    reward++;
                }
            }
            if (shoot)
            {
                Shoot(ref enemy); // even if it has just been shot
            }
            enemies[i] = enemy;
            if (isGone || !Planes.Contains(enemy.X))
            {
                enemies.RemoveAt(i);
            }
        }
    }

    private void Shoot(ref SeaquestThing sub)
    {
        if (sub.ShotTimer == 0)
        {
            sub.ShotTimer = EnemyShotInterval;
            State.EnemyShots.Add(sub);
        }
        else
        {
            sub.ShotTimer--;
        }
    }

    private void MoveEnemyShots(ref bool ends)
    {
        ref SeaquestState s = ref State;
        for (int i = s.EnemyShots.Count - 1; i >= 0; i--)
        {
            SeaquestThing shot = s.EnemyShots[i];
            ends |= MeetsFront(shot);
            shot.X += shot.Direction;
            ends |= MeetsFront(shot);
            s.EnemyShots[i] = shot;
            if (!Planes.Contains(shot.X))
            {
                s.EnemyShots.RemoveAt(i);
            }
        }
    }

    /// <summary>Moves something whose timer has run down; otherwise only the timer goes on.</summary>
    private static bool IsDue(ref SeaquestThing thing, int interval)
    {
        if (thing.MoveTimer > 0)
        {
            thing.MoveTimer--;
            return false;
        }
        thing.MoveTimer = (sbyte)interval;
        thing.X += thing.Direction;
        return true;
    }
}
