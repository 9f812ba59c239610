using Bellman.Environments.Atari.Games;

namespace Bellman.Environments.Atari;

/// <summary>The games whose rules are known.</summary>
internal static class AtariGames
{
    /// <summary>Those whose ROMs come with Bellman.</summary>
    public static IReadOnlyList<AtariGame> Own { get; } = [Marchers.Game];

    /// <summary>The others, in the order of their names.</summary>
    public static IReadOnlyList<AtariGame> All { get; } =
    [
        Alien.Game, Amidar.Game, Assault.Game, Asterix.Game, Asteroids.Game, Atlantis.Game, BeamRider.Game,
        Bowling.Game, Boxing.Game, Breakout.Game, CrazyClimber.Game, DemonAttack.Game, Enduro.Game, Freeway.Game,
        Frostbite.Game, Gopher.Game, Jamesbond.Game, Kangaroo.Game, MontezumaRevenge.Game, MsPacman.Game,
        NameThisGame.Game, Phoenix.Game, Pong.Game, Qbert.Game, Riverraid.Game, RoadRunner.Game, Seaquest.Game,
        SpaceInvaders.Game, Tennis.Game, Tetris.Game, VideoPinball.Game,
    ];

    /// <summary>The game of a name, null if there is none.</summary>
    public static AtariGame? Find(string name) => All.FirstOrDefault(game => game.Name == name);
}
