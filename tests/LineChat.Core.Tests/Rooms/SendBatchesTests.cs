using LineChat.Rooms;

namespace LineChat.Tests.Rooms;

public sealed class SendBatchesTests
{
    [Fact]
    public void One_walk_after_the_other_sends_in_the_same_batch_and_two_at_once_in_two()
    {
        var batches = new SendBatches(() => new Sender(1));
        var first = batches.Rent();
        var second = batches.Rent();
        Assert.NotSame(first, second);
        batches.Return(first);
        batches.Return(second);
        Assert.Same(first, batches.Rent());
        Assert.Same(second, batches.Rent());
    }

    [Fact]
    public void A_batch_in_which_nothing_can_be_sent_is_for_more_walks_at_once_than_there_are_others()
    {
        int made = 0;
        var batches = new SendBatches(() => new Sender(made++ == 0 ? 1 : 0));
        var useful = batches.Rent();
        var useless = batches.Rent();
        batches.Return(useless);
        batches.Return(useful);
        Assert.Same(useful, batches.Rent());
    }

    private sealed class Sender(int capacity) : IBatchSender
    {
        public int Capacity => capacity;

        public bool Takes(IChatConnection connection) => false;

        public bool TryAdd(IChatConnection connection, PinnedBytes bytes) => false;

        public void Submit(Span<int> taken)
        {
        }
    }
}
