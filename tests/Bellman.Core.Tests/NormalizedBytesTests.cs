namespace Bellman.Core.Tests;

public class NormalizedBytesTests
{
    [Theory]
    [InlineData(256)]
    [InlineData(7)]
    public void There_and_back_every_byte_is_itself_and_every_number_is_a_255th(int length)
    {
        byte[] bytes = [.. Enumerable.Range(0, length).Select(k => (byte)k)];
        var numbers = new float[length];
        NormalizedBytes.ToNumbers(bytes, numbers);
        Assert.Equal(bytes.Select(k => k / 255f), numbers);
        var back = new byte[length];
        Assert.True(NormalizedBytes.ToBytes(numbers, back));
        Assert.Equal(bytes, back);
    }

    [Theory]
    [InlineData(0.5f)]
    [InlineData(1.1f)]
    [InlineData(2f)]
    [InlineData(-1f)]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void A_number_that_is_no_255th_is_noticed_wherever_it_stands(float wrong)
    {
        for (int at = 0; at < 70; at++)
        {
            var numbers = new float[70];
            numbers[at] = wrong;
            Assert.False(NormalizedBytes.ToBytes(numbers, new byte[70]));
        }
    }
}
