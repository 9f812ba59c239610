using Bellman.Agents;
using Bellman.Cli.Terminal;
using Bellman.Environments;
using Bellman.Recording;
using Bellman.Training;

namespace Bellman.Cli.Commands;

/// <summary>
/// The best policy of a run with its environment: the run's own, wherever its file is now, or another one on purpose.
/// </summary>
/// <param name="Policy">The policy.</param>
/// <param name="Options">The run's options, in the environment that is played.</param>
/// <param name="CreateEnvironment">Makes that environment as often as it is asked to.</param>
internal sealed record KeptPolicy(IPolicy Policy, RunOptions Options, Func<IEnvironment> CreateEnvironment)
{
    /// <summary>Opens the folder of a run.</summary>
    /// <param name="shell">Where warnings go.</param>
    /// <param name="path">The folder.</param>
    /// <param name="environment">The environment to try the policy in; null: the run's own.</param>
    /// <param name="rom">The ROM to play; null: the one that the environment knows.</param>
    /// <exception cref="BellmanException">
    /// Policy and environment do not belong together, or something is not there.
    /// </exception>
    public static KeptPolicy Open(ConsoleOutput shell, string path, string? environment, string? rom)
    {
        RunFolder folder = RunFolder.Open(path);
        RunOptions options = folder.ReadOptions();
        IPolicy policy = PolicyFile.Load(folder.Policy);
        string? digest = PolicyFit.EnvironmentOf(policy)?.Digest;
        options = options with { Environment = environment ?? options.Environment };
        RunOptions located = environment is null || rom is not null ? folder.Located(options, rom, digest) : options;
        Func<IEnvironment> create = located.EnvironmentFactory();
        EnvironmentSpec spec = EnvironmentSource.SpecOf(create);
        PolicyFit.Require(policy, spec, elsewhere: environment is not null || rom is not null);
        RomWarning.Print(shell, located.Environment);
        if (environment is null && digest is not null && digest != spec.Digest)
        {
            shell.Error.WriteLine("The policy was trained with another version of this ROM: its scores with the two are not comparable.");
        }
        return new(policy, rom is null ? options : located, create);
    }
}
