namespace Bellman.Environments;

/// <summary>
/// An environment of ours that writes every number of its observations, all of them finite and stacked as its spec promises, whatever is done in
/// it. <c>TrustedEnvironmentsTests</c> shows it once, so that <see cref="Lane"/> need not look at each step: that costs CartPole a tenth of its speed.
/// </summary>
internal interface ITrusted : IEnvironment;
