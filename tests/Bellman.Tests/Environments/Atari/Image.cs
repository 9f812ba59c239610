using System.Globalization;
using Bellman.Environments.Atari;

namespace Bellman.Tests.Environments.Atari;

/// <summary>RAM made by hand: <c>"CD=21 CC=03"</c>, all else 0.</summary>
internal static class Image
{
    public static AtariGame Game(string name) => AtariGames.Find(name) ?? AtariGames.Own.FirstOrDefault(game => game.Name == name)
            ?? throw new ArgumentException($"There is no game {name}.");

    /// <summary>What a game makes of one image after another, from its beginning.</summary>
    public static GameState Read(string game, params string[] images)
        => images.Aggregate(Game(game).Begin, (before, image) => Game(game).Read(new(Bytes(image)), before));

    public static byte[] Bytes(string image)
    {
        byte[] ram = new byte[128];
        foreach (string assignment in image.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            string[] parts = assignment.Split('=');
            ram[Hex(parts[0]) - 0x80] = (byte)Hex(parts[1]);
        }
        return ram;
    }

    private static int Hex(string text) => int.Parse(text, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
