namespace Bellman.Physics;

internal sealed partial class World
{
    /// <summary>
    /// Finds what would have passed through something else during the step, in order of time, and lets it bump instead.
    /// </summary>
    private void SolveImpacts(in TimeStep step)
    {
        ClearIslands();
        foreach (Body body in _bodies)
        {
            body.Sweep.Start = 0;
        }
        for (int i = 0; i < _contacts.Count; i++)
        {
            (_contacts[i].Impact, _contacts[i].Impacts) = (null, 0);
        }
        while (_contacts.FirstImpact(out float moment) is { } contact)
        {
            Body a = contact.Edge.Body, b = contact.Polygon.Body;
            (Sweep sweepA, Sweep sweepB) = (a.Sweep, b.Sweep);
            a.Advance(moment);
            b.Advance(moment);
            contact.Update(Listener);
            contact.Impact = null;
            contact.Impacts++;
            if (!contact.IsTouching)
            {
                contact.IsEnabled = false;
                Restore(a, sweepA);
                Restore(b, sweepB);
                continue;
            }
            a.Wake();
            b.Wake();
            GatherImpact(contact, moment);
            _island.SolveImpact(a, b, (1 - moment) * step.Interval, step.VelocityIterations);
            foreach (Body body in _island.Bodies)
            {
                body.IsInIsland = false;
                if (!body.IsStatic)
                {
                    _contacts.Follow(body);
                    _contacts.Forget(body);
                }
            }
            _contacts.Find();
        }
    }

    /// <summary>Collects two bodies that meet, and what is static and touches them then.</summary>
    private void GatherImpact(Contact impact, float moment)
    {
        _island.Clear();
        _island.Add(impact.Edge.Body);
        _island.Add(impact.Polygon.Body);
        _island.Add(impact);
        AddStatic(impact.Edge.Body);
        AddStatic(impact.Polygon.Body);

        void AddStatic(Body body)
        {
            for (int i = _contacts.Count - 1; i >= 0 && !body.IsStatic && _island.Contacts.Length < Tuning.MaxImpactContacts; i--)
            {
                Contact contact = _contacts[i];
                if (!contact.Involves(body) || contact.IsInIsland || !contact.Other(body).IsStatic)
                {
                    continue;
                }
                Body other = contact.Other(body);
                Sweep before = other.Sweep;
                if (!other.IsInIsland)
                {
                    other.Advance(moment);
                }
                contact.Update(Listener);
                if (!contact.IsTouching)
                {
                    Restore(other, before);
                    continue;
                }
                _island.Add(contact);
                if (!other.IsInIsland)
                {
                    _island.Add(other);
                }
            }
        }
    }

    private static void Restore(Body body, in Sweep sweep)
    {
        body.Sweep = sweep;
        body.FollowSweep();
    }
}
