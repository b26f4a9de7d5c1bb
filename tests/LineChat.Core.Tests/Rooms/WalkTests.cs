using System.Net;
using LineChat.Tests.Support;

namespace LineChat.Tests.Rooms;

public sealed class WalkTests : IAsyncLifetime
{
    private ChatFixture _chat = null!;

    public async Task InitializeAsync() => _chat = await ChatFixture.StartAsync();

    public async Task DisposeAsync() => await _chat.DisposeAsync();

    [Fact]
    public void Lines_that_come_one_by_one_are_mostly_sent_by_the_thread_that_says_them()
    {
        var threads = SayOneByOne(400);
        Assert.True(threads.Count(thread => thread == Environment.CurrentManagedThreadId) > 200);
    }

    [Fact]
    public void That_thread_leaves_it_to_another_now_and_then_to_find_out_whether_more_lines_wait()
    {
        var threads = SayOneByOne(400);
        Assert.Contains(threads[^100..], thread => thread != Environment.CurrentManagedThreadId);
    }

    [Fact]
    public async Task In_a_turn_it_waits_for_the_end_but_not_until_the_log_is_full()
    {
        var reader = new Reader();
        Assert.True(_chat.Room.Join("Ann", reader).Succeeded);
        reader.Await(); // the welcome
        _chat.Room.Announce("the walk for the arrival is behind this");
        reader.Await();

        const int KeptLines = 1024 * 1024 / 1024;
        int lines = 0;
        await Task.Factory.StartNew(
            () =>
            {
                Turn.Begin();
                for (; lines < KeptLines && reader.Sends == 0; lines++) _chat.Room.Announce(new string('x', 1022));
                while (Turn.IsOwed) Turn.Take();
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning, // a thread of its own, as it takes turns from now on
            TaskScheduler.Default);

        Assert.InRange(lines, KeptLines / 5, KeptLines / 2);
    }

    [Fact]
    public async Task A_walk_over_thousands_is_interrupted_for_the_turn_of_another_room()
    {
        const int Many = 3_000;
        var other = new Lane();
        int sent = 0;
        int sentBefore = Many;
        for (int i = 0; i < Many; i++) Assert.True(_chat.Room.Join($"Reader{i}", new SlowReader(() => sent++)).Succeeded);
        while (sent == 0) // a walk for the arrivals may still be under way on another thread, which then sends this too
        {
            await Task.Factory.StartNew(
                () =>
                {
                    Turn.Begin();
                    _chat.Room.Announce("hello");
                    Turn.TryDefer(other, new Work(() => sentBefore = sent));
                    while (Turn.IsOwed) Turn.Take();
                },
                Deadline.Token,
                TaskCreationOptions.LongRunning,
                TaskScheduler.Default);
        }

        Assert.InRange(sentBefore, 1, Many / 2);
        Assert.Equal(Many, sent);
    }

    /// <returns>For each line the thread that sent it.</returns>
    private int[] SayOneByOne(int lines)
    {
        var reader = new Reader();
        Assert.True(_chat.Room.Join("Ann", reader).Succeeded);
        reader.Await(); // the welcome
        return [.. Enumerable.Range(0, lines).Select(line =>
        {
            _chat.Room.Announce("line");
            return reader.Await();
        })];
    }

    private sealed class Reader : IChatConnection
    {
        private readonly SemaphoreSlim _sent = new(0);
        private volatile int _thread;

        public string Id => "reader";

        public EndPoint? RemoteEndPoint => null;

        /// <summary>How many there were that nobody has awaited.</summary>
        public int Sends => _sent.CurrentCount;

        public int Await()
        {
            Assert.True(_sent.Wait(Deadline.Time));
            return _thread;
        }

        public ValueTask<int> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellationToken) => throw new NotSupportedException();

        public ValueTask SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
        {
            _thread = Environment.CurrentManagedThreadId;
            _sent.Release();
            return ValueTask.CompletedTask;
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }

    private sealed class Work(Action action) : IThreadPoolWorkItem
    {
        public void Execute() => action();
    }

    /// <summary>What it is sent in a turn takes a while.</summary>
    private sealed class SlowReader(Action sent) : IChatConnection
    {
        public string Id => "slow reader";

        public EndPoint? RemoteEndPoint => null;

        public ValueTask<int> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellationToken) => throw new NotSupportedException();

        public ValueTask SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
        {
            if (!Turn.IsTaken) return ValueTask.CompletedTask;
            Thread.SpinWait(1_000);
            sent();
            return ValueTask.CompletedTask;
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
