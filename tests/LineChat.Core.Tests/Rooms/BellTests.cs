using LineChat.Rooms;
using LineChat.Tests.Support;

namespace LineChat.Tests.Rooms;

public sealed class BellTests
{
    private Bell _bell;
    private int _done;
    private int _seen;
    private int _workers;
    private int _mostWorkers;

    [Fact]
    public void Who_rings_first_becomes_the_worker_and_nobody_else()
    {
        Assert.True(_bell.Ring());
        Assert.False(_bell.Ring());
        _bell.Answer();
        Assert.False(_bell.Ring());
    }

    [Fact]
    public void The_worker_may_not_rest_when_it_was_rung_meanwhile()
    {
        _bell.Ring();
        _bell.Answer();
        _bell.Ring();

        Assert.False(_bell.Rest());
        _bell.Answer();
        Assert.True(_bell.Rest());
    }

    [Fact]
    public void After_a_rest_the_next_who_rings_is_the_worker()
    {
        _bell.Ring();
        _bell.Answer();
        Assert.True(_bell.Rest());
        Assert.True(_bell.Ring());
    }

    [Fact]
    public async Task No_ring_is_lost_and_no_two_workers_run()
    {
        const int Threads = 4;
        const int Rings = 50_000;
        await Task.WhenAll(Enumerable.Range(0, Threads).Select(_ => Task.Factory.StartNew(
            () =>
            {
                for (int i = 0; i < Rings; i++)
                {
                    Interlocked.Increment(ref _done);
                    if (_bell.Ring()) Work();
                }
            },
            TaskCreationOptions.LongRunning))).InTimeAsync();

        Assert.Equal(Threads * Rings, _seen);
        Assert.Equal(1, _mostWorkers);
    }

    private void Work()
    {
        _mostWorkers = Math.Max(_mostWorkers, Interlocked.Increment(ref _workers));
        while (true)
        {
            _bell.Answer();
            _seen = Volatile.Read(ref _done);
            Interlocked.Decrement(ref _workers); // who rings in the very moment of the rest may begin at once
            if (_bell.Rest()) return;
            Interlocked.Increment(ref _workers);
        }
    }
}
