using LineChat.Tests.Support;

namespace LineChat.Tests.Rooms;

/// <summary>The end of a room with many members: what the end of one takes for a moment is not taken for all at once.</summary>
public sealed class FarewellTests : IAsyncLifetime
{
    private const int AtOnce = 256;
    private const int Members = (2 * AtOnce) + 10;

    private static readonly TimeSpan Share = TimeSpan.FromSeconds(2); // of the flush timeout, for each batch

    private readonly List<ChatMember> _members = [];
    private ChatFixture _chat = null!;
    private int _left;

    public async Task InitializeAsync()
    {
        _chat = await ChatFixture.StartAsync(options => options.Limits.FlushTimeout = 3 * Share);
        for (int i = 0; i < Members; i++)
        {
            var member = _chat.Room.Join($"m{i}", new InMemoryClient(1024 * 1024).Connection).Member!;
            member.Departed.Register(() => Interlocked.Increment(ref _left));
            _members.Add(member);
        }
    }

    public async Task DisposeAsync() => await _chat.DisposeAsync();

    [Fact]
    public async Task Members_are_let_go_in_batches_each_when_the_one_before_is_gone()
    {
        _chat.Room.Close();
        Assert.Empty(_chat.Room.Nicknames);
        int gone = 0;
        foreach (int let in (int[])[AtOnce, 2 * AtOnce, Members])
        {
            await ExpectLeftAsync(let);
            for (; gone < let - 1; gone++) await _members[gone].DisposeAsync();
            await Task.Yield();
            Assert.Equal(let, Volatile.Read(ref _left));
            await _members[gone++].DisposeAsync();
        }
    }

    [Fact]
    public async Task Who_does_not_go_holds_the_next_no_longer_than_a_share_of_the_flush_timeout()
    {
        _chat.Room.Close();
        await ExpectLeftAsync(AtOnce);
        await _chat.Time.PassAsync(Share);
        await ExpectLeftAsync(2 * AtOnce);
        await _chat.Time.PassAsync(Share);
        await ExpectLeftAsync(Members);
    }

    [Fact]
    public async Task Who_has_gone_by_itself_before_is_not_waited_for()
    {
        foreach (var member in _members) await member.DisposeAsync();
        _chat.Room.Close();
        await ExpectLeftAsync(Members);
    }

    private async Task ExpectLeftAsync(int count)
    {
        var deadline = Deadline.Token;
        while (Volatile.Read(ref _left) < count) await Task.Delay(1, deadline);
        Assert.Equal(count, Volatile.Read(ref _left));
    }
}
