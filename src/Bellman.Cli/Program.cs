return Bellman.Cli.App.Run(args, Bellman.Cli.Terminal.ConsoleOutput.System());
