namespace Bellman.Environments;

/// <summary>
/// Marks a built-in environment whose observations, rewards and endings are always valid.
/// <c>TrustedEnvironmentsTests</c> proves it, so that <see cref="Lane"/> need not check every step, which costs
/// CartPole a tenth of its speed. A wrapper around a user's environment must not have this mark.
/// </summary>
internal interface ITrusted : IEnvironment;
