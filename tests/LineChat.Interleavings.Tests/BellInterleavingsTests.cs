using LineChat.Rooms;

namespace LineChat.Interleavings;

public sealed class BellInterleavingsTests
{
    [Theory]
    [InlineData(2, 1, int.MaxValue)]
    [InlineData(2, 2, 3)]
    [InlineData(3, 1, 3)]
    public void No_ring_is_lost_and_no_two_are_at_work_in_whatever_order(int threads, int rings, int preemptions)
    {
        int tellings = Interleavings.Explore(() => RingingStory.Begin(rings, AnswerAndLook, threads), preemptions);
        Assert.True(tellings > 50);
    }

    private static void AnswerAndLook(ref Bell bell, Action look)
    {
        bell.Answer();
        look();
    }
}
