using LineChat.Tests.Support;
using LineChat.Transports;

namespace LineChat.Tests.Transports;

public sealed class PoolQueueTests
{
    private readonly PoolQueue _queue = new();
    private readonly Lane _lane = new();

    [Fact]
    public async Task All_is_done_whoever_adds_it()
    {
        const int Each = 10_000;
        int done = 0;
        var all = new TaskCompletionSource();
        var work = new Work(() =>
        {
            if (Interlocked.Increment(ref done) == 4 * Each) all.SetResult();
        });
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
        {
            for (int i = 0; i < Each; i++) _queue.Add(_lane, work);
        })));

        await all.Task.WaitAsync(Deadline.Time);
    }

    [Fact]
    public async Task Others_work_comes_between_however_much_there_is()
    {
        const int Much = 2_000;
        int done = 0;
        var all = new TaskCompletionSource();
        var others = new TaskCompletionSource<int>();
        var work = new Work(() =>
        {
            Thread.SpinWait(1_000); // longer than adding one takes
            if (Interlocked.Increment(ref done) == Much) all.SetResult();
        });
        for (int i = 0; i < Much; i++) _queue.Add(_lane, work);
        int before = Volatile.Read(ref done);
        ThreadPool.UnsafeQueueUserWorkItem(_ => others.SetResult(Volatile.Read(ref done) - before), null);

        Assert.InRange(await others.Task.WaitAsync(Deadline.Time), 0, (Much - before) / 2);
        await all.Task.WaitAsync(Deadline.Time);
    }

    [Fact]
    public async Task A_lane_waits_for_one_piece_of_another_and_not_for_all()
    {
        const int Much = 2_000;
        int done = 0;
        var begins = new ManualResetEventSlim();
        var other = new TaskCompletionSource<int>();
        var all = new TaskCompletionSource();
        for (int i = 0; i < Much; i++)
        {
            _queue.Add(_lane, new Work(() =>
            {
                begins.Wait(Deadline.Time);
                if (Interlocked.Increment(ref done) == Much) all.SetResult();
            }));
        }

        _queue.Add(new(), new Work(() => other.SetResult(Volatile.Read(ref done))));
        begins.Set();
        Assert.InRange(await other.Task.WaitAsync(Deadline.Time), 0, Much / 2);
        await all.Task.WaitAsync(Deadline.Time);
    }

    [Fact]
    public async Task One_that_waits_holds_no_other_up()
    {
        var second = new ManualResetEventSlim();
        var first = new TaskCompletionSource<bool>();
        _queue.Add(_lane, new Work(() => first.SetResult(second.Wait(Deadline.Time))));
        _queue.Add(_lane, new Work(second.Set));

        Assert.True(await first.Task.WaitAsync(Deadline.Time));
    }

    private sealed class Work(Action action) : IThreadPoolWorkItem
    {
        public void Execute() => action();
    }
}
