namespace Bellman.Atari.Tests;

public class MersenneTwisterTests
{
    [Fact]
    public void The_ten_thousandth_number_of_the_default_seed_is_the_one_that_the_cpp_standard_prescribes()
    {
        MersenneTwister random = new(5489);
        for (int i = 1; i < 10_000; i++)
        {
            random.Next();
        }
        Assert.Equal(4123659995u, random.Next());
    }

    [Fact]
    public void A_copy_continues_alike()
    {
        MersenneTwister random = new(1);
        for (int i = 0; i < 700; i++)
        {
            random.Next();
        }
        MersenneTwister copy = random;
        for (int i = 0; i < 700; i++)
        {
            Assert.Equal(random.Next(), copy.Next());
        }
    }
}
