using Bellman.Atari.Cartridges;

namespace Bellman.Atari.Tests.Cartridges;

/// <summary>Where a program runs is remembered as one stretch of the window, for as long as no bank changes.</summary>
public class CodeTests
{
    private const int Window = 0x1000;

    [Fact]
    public void Code_reaches_as_far_as_the_pages_lie_behind_one_another()
    {
        Random random = new(3);
        for (int trial = 0; trial < 500; trial++)
        {
            CartridgeState state = default;
            state.Map(0, Window, 0);
            for (int change = random.Next(6); change > 0; change--)
            {
                int page = random.Next(Pages.Count), length = Pages.Size * random.Next(1, Pages.Count - page + 1);
                if (random.Next(3) == 0)
                {
                    state.Watch(page * Pages.Size, length);
                }
                else
                {
                    state.Map(page * Pages.Size, length, Window * random.Next(3) + page * Pages.Size);
                }
            }
            for (int page = 0; page < Pages.Count; page++)
            {
                if (state.Pages[page] == Pages.Watched)
                {
                    continue;
                }
                int address = 0xF000 + page * Pages.Size + random.Next(Pages.Size);
                state.FindCode(address);
                (int first, int last) = Neighbours(state.Pages, page);
                Assert.Equal(0xF000 + first * Pages.Size, state.Code.First);
                Assert.Equal((uint)((last + 1 - first) * Pages.Size - 2), state.Code.Length);
                Assert.Equal((uint)(state.Pages[page] + address % Pages.Size), (uint)address + state.Code.Shift);
            }
        }
    }

    [Fact]
    public void A_change_of_banks_forgets_the_code()
    {
        CartridgeState state = default;
        state.Map(0, Window, 0);
        state.FindCode(0xF123);
        Assert.NotEqual(0u, state.Code.Length);
        state.Watch(0, Pages.Size);
        Assert.Equal(0u, state.Code.Length);
    }

    [Theory]
    [InlineData(BankSwitching.F8, 0x2000)]
    [InlineData(BankSwitching.F8SuperChip, 0x2000)]
    [InlineData(BankSwitching.ParkerBros, 0x2000)]
    [InlineData(BankSwitching.Flat2K, 0x800)]
    public void An_instruction_is_fetched_as_its_bytes_are_read(BankSwitching scheme, int length)
    {
        byte[] image = new byte[length];
        new Random(4).NextBytes(image);
        ConsoleBus bus = new(new Console2600(new Cartridge(image, scheme), new ConsoleOptions { Television = Television.Ntsc }));
        // All but the hot spots, up and down, so that every page is entered from both sides.
        for (int step = 0; step < 2 * 0xFD0; step++)
        {
            int address = 0xF000 + (step < 0xFD0 ? step : 2 * 0xFD0 - 1 - step);
            int wanted = bus.Read(address, 0), bytes = Atari.Cpu.Opcodes.Fetched(wanted);
            for (int i = 1; i < bytes; i++)
            {
                wanted |= bus.Read(address + i, 0) << 8 * i;
            }
            Assert.Equal(wanted, bus.Fetch(address, 0) & (int)(0xFFFFFFu >> 8 * (3 - bytes)));
        }
    }

    private static (int First, int Last) Neighbours(Pages pages, int page)
    {
        int first = page, last = page;
        while (first > 0 && pages[first - 1] == pages[first] - Pages.Size)
        {
            first--;
        }
        while (last < Pages.Count - 1 && pages[last + 1] == pages[last] + Pages.Size)
        {
            last++;
        }
        return (first, last);
    }
}
