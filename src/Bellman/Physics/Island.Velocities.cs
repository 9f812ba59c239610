using System.Runtime.InteropServices;

namespace Bellman.Physics;

internal sealed partial class Island
{
    private readonly float[] _now = new float[MostNumbers(bodies, contacts, joints)];
    private readonly float[] _before = new float[MostNumbers(bodies, contacts, joints)];

    private static int MostNumbers(int bodies, int contacts, int joints)
        => 3 * bodies + ContactConstraint.StateLength * contacts + RevoluteJoint.StateLength * joints;

    /// <summary>
    /// Iterates over the velocities. An iteration depends on nothing but what <see cref="Remember"/> writes down: where
    /// that is the same as some iterations before, it will be the same for ever, and only what the hinges' impulses
    /// grow by remains to be done.
    /// </summary>
    private void SolveVelocities(int iterations)
    {
        int length = MostNumbers(_bodyCount, _contactCount, _jointCount);
        Span<float> now = _now.AsSpan(0, length), before = _before.AsSpan(0, length);
        before.Fill(float.NaN);
        for (int i = 0; i < iterations; i++)
        {
            foreach (RevoluteJoint joint in Joints)
            {
                joint.SolveVelocity(i);
            }
            foreach (Contact contact in Contacts)
            {
                contact.Constraint.SolveVelocity();
            }
            if (i % RevoluteJoint.Memory != 0 || i == 0)
            {
                continue;
            }
            Remember(now);
            if (MemoryMarshal.AsBytes(now).SequenceEqual(MemoryMarshal.AsBytes(before)))
            {
                int left = iterations - 1 - i, skipped = left - left % RevoluteJoint.Memory;
                foreach (RevoluteJoint joint in Joints)
                {
                    joint.Repeat(skipped);
                }
                i += skipped;
            }
            Span<float> next = before;
            before = now;
            now = next;
        }
    }

    private void Remember(Span<float> state)
    {
        int at = 0;
        foreach (Body body in Bodies)
        {
            (state[at], state[at + 1], state[at + 2]) = (body.Velocity.X, body.Velocity.Y, body.Spin);
            at += 3;
        }
        foreach (RevoluteJoint joint in Joints)
        {
            joint.Remember(state[at..]);
            at += RevoluteJoint.StateLength;
        }
        foreach (Contact contact in Contacts)
        {
            contact.Constraint.Remember(state[at..]);
            at += ContactConstraint.StateLength;
        }
    }
}
