namespace Bellman.Environments.Atari.Games;

/// <summary>
/// The score is the lead in punches. 100 of them are a knock-out, which the RAM writes as $C0; else the clock ends the
/// bout.
/// </summary>
internal static class Boxing
{
    public static AtariGame Game { get; } = new("Boxing", "boxing", "c3ef5c4653212088eda54dc91d787870", Read)
    {
        Difficulties = [0, 1, 2, 3],
    };

    private static GameState Read(Ram ram, GameState before)
    {
        int mine = Punches(ram, 0x92), theirs = Punches(ram, 0x93);
        bool timeIsUp = ram[0x90] >> 4 == 0 && ram.Bcd(0x91) == 0;
        return before.Next(mine - theirs, isOver: mine == 100 || theirs == 100 || timeIsUp);
    }

    private static int Punches(Ram ram, int address) => ram[address] == 0xC0 ? 100 : ram.Bcd(address);
}
