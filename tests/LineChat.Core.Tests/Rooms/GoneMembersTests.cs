using System.Net;
using System.Runtime.CompilerServices;
using LineChat.Tests.Support;

namespace LineChat.Tests.Rooms;

/// <summary>Nothing of a member stays in memory when it has left, whatever it did.</summary>
public sealed class GoneMembersTests : IAsyncLifetime
{
    private readonly List<object> _kept = [];
    private readonly Reader _reader = new();
    private ChatFixture _chat = null!;
    private ChatMember _ann = null!;

    public async Task InitializeAsync()
    {
        _chat = await ChatFixture.StartAsync();
        _ann = _chat.Room.Join("Ann", _reader).Member!;
    }

    public async Task DisposeAsync() => await _chat.DisposeAsync();

    [Fact]
    public void Who_whispered_to_somebody_is_gone() => ExpectGone(Visit(ben => Assert.Equal(WhisperStatus.Sent, ben.WhisperAsync("Ann", "psst").AsTask().Result.Status)));

    [Fact]
    public void Who_was_whispered_to_is_gone() => ExpectGone(Visit(ben => Assert.Equal(WhisperStatus.Sent, _ann.WhisperAsync("Ben", "psst").AsTask().Result.Status)));

    [Fact]
    public void Who_had_another_name_is_gone() => ExpectGone(Visit(ben => Assert.Equal(NicknameStatus.Accepted, ben.Rename("Benny").Status)));

    [Fact]
    public void Who_asked_who_is_here_is_gone() =>
        ExpectGone(Visit(ben => Assert.True(ben.ReplyAsync(new ChatMessage(ChatMessageKind.Who)).AsTask().Wait(Deadline.Time))));

    [Fact]
    public void Who_never_came_back_for_what_it_would_hear_is_gone() => ExpectGone(Visit(
        bot =>
        {
            var events = bot.WatchAsync().GetAsyncEnumerator();
            _kept.Add(events.MoveNextAsync().AsTask());
            _chat.Room.Announce("heard");
        },
        connects: false));

    [Fact]
    public void Who_was_still_sent_the_rest_when_it_left_is_gone_after_that_though_nothing_more_is_said()
    {
        var isTaken = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var gone = Visit(_ => _chat.Room.Announce("the rest"), isTaken: isTaken.Task);
        _reader.AwaitLine("--- Ben left ---");
        isTaken.SetResult();
        ExpectGone(gone);
    }

    [Fact]
    public async Task Whose_connection_was_served_is_gone() => ExpectGone(await BeServedAsync());

    private async Task<WeakReference[]> BeServedAsync()
    {
        var client = new InMemoryClient(64 * 1024);
        var served = _chat.Server.ServeAsync(client.Connection);
        await client.TypeAsync("Ben\r\n/msg Ann psst\r\n/who\r\n/quit\r\n");
        await served.InTimeAsync();
        Assert.Equal("Ben", _ann.Correspondent);
        await client.DisposeAsync();
        return [new(client), new(client.Connection)];
    }

    // In a method of its own, so that no local refers to any of it.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private WeakReference[] Visit(Action<ChatMember> visit, bool connects = true, Task? isTaken = null)
    {
        var reader = new Reader();
        var ben = _chat.Room.Join("Ben", connects ? reader : null).Member!;
        if (isTaken is not null) reader.IsTaken = isTaken;
        visit(ben);
        if (isTaken is not null) reader.AwaitLine("*** the rest ***");
        ben.Leave();
        return [new(ben), new(reader)];
    }

    internal static void ExpectGone(params WeakReference[] gone)
    {
        var deadline = Deadline.Token;
        while (Array.Exists(gone, reference => reference.IsAlive))
        {
            Assert.False(deadline.IsCancellationRequested, "Something of it is still in memory.");
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }
    }

    private sealed class Reader : IChatConnection
    {
        private readonly SemaphoreSlim _comes = new(0);
        private string _heard = "";

        public string Id => "reader";

        public EndPoint? RemoteEndPoint => null;

        /// <summary>When what is sent from now on has been taken.</summary>
        public Task IsTaken { get; set; } = Task.CompletedTask;

        public void AwaitLine(string line)
        {
            while (!Volatile.Read(ref _heard).Contains(line, StringComparison.Ordinal)) Assert.True(_comes.Wait(Deadline.Time));
        }

        public ValueTask<int> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellationToken) => throw new NotSupportedException();

        public ValueTask SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
        {
            Volatile.Write(ref _heard, _heard + System.Text.Encoding.UTF8.GetString(bytes.Span));
            _comes.Release();
            return new(IsTaken);
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
