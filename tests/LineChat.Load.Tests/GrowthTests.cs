namespace LineChat.Load.Tests;

public sealed class GrowthTests
{
    [Fact]
    public void The_first_third_after_its_beginning_is_compared_with_the_last()
    {
        // every minute for half an hour: 1, 2, ... 30
        var growth = Growth.Of([.. Enumerable.Range(1, 30).Select(minute => Sample(minute, minute))], TimeSpan.FromMinutes(30), sample => sample.RssKb);
        Assert.Equal(new Growth(Early: 7, Late: 26), growth); // of 4 to 10, and of 21 to 30
    }

    [Fact]
    public void What_was_not_sampled_has_not_grown()
    {
        Assert.Null(Growth.Of([], TimeSpan.FromMinutes(30), sample => sample.RssKb));
        Assert.Null(Growth.Of([Sample(5, null), Sample(25, 7)], TimeSpan.FromMinutes(30), sample => sample.RssKb));
    }

    private static SoakSample Sample(int minute, int? kb) => new()
    {
        Seconds = minute * 60,
        RssKb = kb,
        Connections = 0,
        Joins = 0,
        Leaves = 0,
        Dropped = 0,
        Lines = 0,
        P50Ms = 0,
        P99Ms = 0,
        MaxMs = 0,
        Missing = 0,
        Disordered = 0,
    };
}
