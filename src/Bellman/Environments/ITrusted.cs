namespace Bellman.Environments;

/// <summary>
/// An environment of ours whose observations are whole, finite and stacked as its spec promises, and whose rewards and endings are sound, whatever is
/// done in it. <c>TrustedEnvironmentsTests</c> shows it once, so that <see cref="Lane"/> need not look at each step: that costs CartPole a tenth of its
/// speed. Nothing that wraps somebody else's environment may say so.
/// </summary>
internal interface ITrusted : IEnvironment;
