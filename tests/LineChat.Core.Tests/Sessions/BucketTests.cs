using LineChat.Sessions;
using Microsoft.Extensions.Time.Testing;

namespace LineChat.Tests.Sessions;

public sealed class LineRateTests
{
    private static readonly TimeSpan Fifth = TimeSpan.FromMilliseconds(200);

    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void A_burst_goes_through_at_once_and_what_follows_waits_its_turn()
    {
        var rate = new LineRate(5, 20, _time);
        for (int i = 0; i < 20; i++) Assert.Equal(TimeSpan.Zero, rate.Take());
        Assert.Equal(Fifth, rate.Take());
        Assert.Equal(2 * Fifth, rate.Take());
    }

    [Fact]
    public void Who_waits_as_told_gets_the_rate_in_the_long_run()
    {
        var rate = new LineRate(5, 20, _time);
        var start = _time.GetUtcNow();
        for (int i = 0; i < 120; i++) _time.Advance(rate.Take());
        Assert.Equal(TimeSpan.FromSeconds(20), _time.GetUtcNow() - start);
    }

    [Fact]
    public void Silence_gives_back_one_line_for_each_interval()
    {
        var rate = new LineRate(5, 20, _time);
        for (int i = 0; i < 20; i++) rate.Take();
        _time.Advance(3 * Fifth);
        for (int i = 0; i < 3; i++) Assert.Equal(TimeSpan.Zero, rate.Take());
        Assert.Equal(Fifth, rate.Take());
    }

    [Fact]
    public void Long_silence_gives_back_no_more_than_a_burst()
    {
        var rate = new LineRate(5, 20, _time);
        for (int i = 0; i < 20; i++) rate.Take();
        _time.Advance(TimeSpan.FromDays(1));
        for (int i = 0; i < 20; i++) Assert.Equal(TimeSpan.Zero, rate.Take());
        Assert.Equal(Fifth, rate.Take());
    }

    [Fact]
    public void A_burst_of_one_is_a_line_each_interval()
    {
        var rate = new LineRate(1, 1, _time);
        Assert.Equal(TimeSpan.Zero, rate.Take());
        _time.Advance(TimeSpan.FromMilliseconds(400));
        Assert.Equal(TimeSpan.FromMilliseconds(600), rate.Take());
    }

    [Fact]
    public void The_first_to_wait_is_known_until_the_bucket_has_been_full_again()
    {
        var rate = new LineRate(5, 2, _time);
        bool[] first = new bool[4];
        for (int flood = 0; flood < 2; flood++)
        {
            for (int i = 0; i < first.Length; i++)
            {
                _time.Advance(rate.Take());
                first[i] = rate.IsFirstToWait;
            }

            Assert.Equal([false, false, true, false], first);
            _time.Advance(Fifth); // one line, not the whole bucket
            rate.Take();
            rate.Take();
            Assert.False(rate.IsFirstToWait);
            _time.Advance(4 * Fifth);
        }
    }

    [Fact]
    public void Zero_is_no_limit()
    {
        var rate = new LineRate(0, 1, _time);
        for (int i = 0; i < 1000; i++) Assert.Equal(TimeSpan.Zero, rate.Take());
    }
}
