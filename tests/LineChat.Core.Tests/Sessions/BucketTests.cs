using LineChat.Sessions;
using Microsoft.Extensions.Time.Testing;

namespace LineChat.Tests.Sessions;

public sealed class BucketTests
{
    private static readonly TimeSpan Fifth = TimeSpan.FromMilliseconds(200);

    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void A_burst_goes_through_at_once_and_what_follows_waits_its_turn()
    {
        var (bucket, rate) = (default(Bucket), new Rate(5, 20, _time));
        for (int i = 0; i < 20; i++) Assert.Equal(TimeSpan.Zero, bucket.Take(rate, 1));
        Assert.Equal(Fifth, bucket.Take(rate, 1));
        Assert.Equal(2 * Fifth, bucket.Take(rate, 1));
    }

    [Fact]
    public void Who_waits_as_told_gets_the_rate_in_the_long_run()
    {
        var (bucket, rate) = (default(Bucket), new Rate(5, 20, _time));
        var start = _time.GetUtcNow();
        for (int i = 0; i < 120; i++) _time.Advance(bucket.Take(rate, 1));
        Assert.Equal(TimeSpan.FromSeconds(20), _time.GetUtcNow() - start);
    }

    [Fact]
    public void Silence_gives_back_one_line_for_each_interval()
    {
        var (bucket, rate) = (default(Bucket), new Rate(5, 20, _time));
        for (int i = 0; i < 20; i++) bucket.Take(rate, 1);
        _time.Advance(3 * Fifth);
        for (int i = 0; i < 3; i++) Assert.Equal(TimeSpan.Zero, bucket.Take(rate, 1));
        Assert.Equal(Fifth, bucket.Take(rate, 1));
    }

    [Fact]
    public void Long_silence_gives_back_no_more_than_a_burst()
    {
        var (bucket, rate) = (default(Bucket), new Rate(5, 20, _time));
        for (int i = 0; i < 20; i++) bucket.Take(rate, 1);
        _time.Advance(TimeSpan.FromDays(1));
        for (int i = 0; i < 20; i++) Assert.Equal(TimeSpan.Zero, bucket.Take(rate, 1));
        Assert.Equal(Fifth, bucket.Take(rate, 1));
    }

    [Fact]
    public void A_burst_of_one_is_a_line_each_interval()
    {
        var (bucket, rate) = (default(Bucket), new Rate(1, 1, _time));
        Assert.Equal(TimeSpan.Zero, bucket.Take(rate, 1));
        _time.Advance(TimeSpan.FromMilliseconds(400));
        Assert.Equal(TimeSpan.FromMilliseconds(600), bucket.Take(rate, 1));
    }

    [Fact]
    public void Zero_is_no_limit()
    {
        var (bucket, rate) = (default(Bucket), new Rate(0, 1, _time));
        for (int i = 0; i < 1000; i++) Assert.Equal(TimeSpan.Zero, bucket.Take(rate, 1));
    }

    [Fact]
    public void What_is_given_back_is_available_again()
    {
        var (bucket, rate) = (default(Bucket), new Rate(5, 20, _time));
        bucket.Take(rate, 25);
        bucket.GiveBack(rate, 5);
        Assert.Equal(Fifth, bucket.Take(rate, 1));
    }

    [Fact]
    public void A_take_that_fails_costs_nothing()
    {
        var (bucket, rate) = (default(Bucket), new Rate(5, 2, _time));
        Assert.True(bucket.TryTakeOne(rate));
        Assert.True(bucket.TryTakeOne(rate));
        for (int i = 0; i < 100; i++) Assert.False(bucket.TryTakeOne(rate));
        _time.Advance(Fifth);
        Assert.True(bucket.TryTakeOne(rate));
    }

    [Fact]
    public void The_largest_rates_and_bursts_do_not_overflow()
    {
        var (bucket, rate) = (default(Bucket), new Rate(1, 1_073_741_824, _time));
        Assert.Equal(TimeSpan.Zero, bucket.Take(rate, 1_073_741_824));
        Assert.Equal(TimeSpan.FromSeconds(1), bucket.Take(rate, 1));
        (bucket, rate) = (default, new(1_000_000L * 1_048_576, 1_000_000L * 1_048_576, _time));
        Assert.Equal(TimeSpan.Zero, bucket.Take(rate, 4096));
    }

    [Fact]
    public async Task Concurrent_takers_wait_one_after_the_other()
    {
        var shared = new Shared();
        var rate = new Rate(1000, 1, _time);
        var waits = await Task.WhenAll(Enumerable.Range(0, 1000).Select(_ => Task.Run(() => shared.Bucket.Take(rate, 1))));
        Assert.Equal(Enumerable.Range(0, 1000).Select(i => TimeSpan.FromMilliseconds(i)), waits.Order());
    }

    private sealed class Shared
    {
        public Bucket Bucket;
    }
}
