using LineChat.Rooms;
using Xunit.Sdk;

namespace LineChat.Interleavings;

/// <summary>Whether exploring finds what it is to find.</summary>
public sealed class InterleavingsTests
{
    [Fact]
    public void Two_threads_of_two_steps_go_on_in_six_orders()
    {
        var orders = new HashSet<string>();
        int tellings = Interleavings.Explore(
            () =>
            {
                var order = new List<char>();
                return new([() => Steps('a'), () => Steps('b')], () => orders.Add(string.Concat(order)));

                void Steps(char who)
                {
                    order.Add(who);
                    Strand.Point("between");
                    order.Add(who);
                }
            },
            preemptions: int.MaxValue);
        Assert.Equal(["aabb", "abab", "abba", "baab", "baba", "bbaa"], orders.Order(StringComparer.Ordinal).ToArray());
        Assert.Equal(6, tellings);
    }

    [Fact]
    public void An_increment_that_is_none_is_found_with_the_order_in_which_it_is_lost()
    {
        var found = Assert.Throws<XunitException>(() => Interleavings.Explore(
            () =>
            {
                int count = 0;
                return new([Count, Count], () => Assert.Equal(2, count));

                void Count()
                {
                    int read = Rooms.Volatile.Read(ref count);
                    Rooms.Volatile.Write(ref count, read + 1);
                }
            },
            preemptions: 1));
        Assert.Contains("thread 1: ", found.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_ring_that_is_lost_is_found()
    {
        // The bell's mistake that there is to make: it is looked first, and answered then.
        Assert.Throws<XunitException>(() => Interleavings.Explore(
            () => RingingStory.Begin(rings: 1, (ref Bell bell, Action look) =>
            {
                look();
                bell.Answer();
            }),
            preemptions: 2));
    }
}
