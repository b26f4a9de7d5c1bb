using System.Globalization;
using System.Runtime.CompilerServices;
using LineChat.Rooms;
using LineChat.Tests.Support;

namespace LineChat.Tests.Rooms;

/// <summary>What is kept for a member that does not read and moves from room to room.</summary>
public sealed class StalledMoveTests
{
    private const int Lines = 250; // a megabyte

    private static readonly string Line = new('x', 4000);

    private readonly StalledConnection _connection = new();
    private readonly ChatCore _chat = Core.New(new LineChatOptions { Limits = { FlushTimeout = TimeSpan.FromMinutes(5) } });
    private readonly ChatMember _bob;
    private readonly ChatMember _ann;

    public StalledMoveTests()
    {
        _bob = _chat.Lobby.Join("Bob").Member!;
        _bob.Move("r0");
        _ann = _bob.Room.Join("Ann", _connection).Member!;
    }

    [Fact]
    public void A_member_that_does_not_read_keeps_no_more_than_three_blocks_of_the_rooms_that_are_gone()
    {
        var blocks = new List<WeakReference>();
        for (int i = 0; i < 10; i++)
        {
            FillAndLeave(blocks);
            Visit($"r{i + 1}");
        }

        var deadline = Deadline.Token;
        long kept;
        while ((kept = blocks.Sum(SizeOf)) > 3 * Block.FullSize)
        {
            Assert.False(deadline.IsCancellationRequested, $"{kept} bytes of blocks are kept.");
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        Assert.NotEqual(0, kept);
        GC.KeepAlive(_ann);
    }

    [Fact]
    public async Task Of_a_room_that_is_gone_the_member_gets_the_last_lines_and_is_told_how_many_were_skipped()
    {
        FillAndLeave([]);
        Assert.Equal(["lobby"], _chat.Rooms.Select(room => room.Name));
        _connection.TakeAll();
        await _ann.DisposeAsync().InTimeAsync();
        string[] heard = _connection.Heard.Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.StartsWith("Welcome, Ann! ", heard[0], StringComparison.Ordinal);
        Assert.EndsWith(" lines skipped ***", heard[1], StringComparison.Ordinal);
        Assert.Equal(["--- Bob went to lobby ---", "You are in lobby. 2 here: Bob, Ann."], heard[^2..]);
        int skipped = int.Parse(heard[1].Split(' ')[1], CultureInfo.InvariantCulture);
        var numbers = heard[2..^2].Select(line => int.Parse(line.Split(' ')[1], CultureInfo.InvariantCulture));
        Assert.Equal(Enumerable.Range(skipped, Lines - skipped), numbers);
        Assert.InRange(Lines - skipped, 1, 2 * Block.FullSize / Line.Length);
    }

    [Fact]
    public async Task A_second_move_waits_until_all_of_the_room_before_has_been_sent()
    {
        _connection.TakeOne(); // the welcome
        Assert.True(SpinWait.SpinUntil(() => ((Member)_ann).Delivery!.Owed == 0, Deadline.Time));
        _bob.Say("the last of the room before");
        _ann.Move("r1");
        var second = _ann.MoveAsync("r2").AsTask();
        Assert.False(second.IsCompleted);
        Assert.Equal("r1", _ann.Room.Name);
        Assert.Equal(["lobby", "r0", "r1"], _chat.Rooms.Select(room => room.Name)); // and nothing is opened yet

        _connection.TakeOne();
        Assert.Equal(MoveStatus.Moved, (await second.InTimeAsync()).Status);
        Assert.Equal("r2", _ann.Room.Name);
        Assert.DoesNotContain("You are in r1", _connection.Heard, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_move_that_waits_ends_when_it_is_given_up_or_its_member_leaves()
    {
        _ann.Move("r1");
        using var givesUp = new CancellationTokenSource();
        var given = _ann.MoveAsync("r2", givesUp.Token).AsTask();
        var left = _ann.MoveAsync(_chat.Lobby).AsTask();
        await givesUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => given.InTimeAsync());
        _ann.Leave();
        Assert.Equal(MoveStatus.Closed, (await left.InTimeAsync()).Status);
    }

    // Bob says a megabyte in the room where he and Ann are, and both go to the lobby, so that the room is gone.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void FillAndLeave(List<WeakReference> blocks)
    {
        var log = ((ChatRoom)_bob.Room).FeedOf((Member)_bob).Log;
        for (int i = 0; i < Lines; i++) _bob.Say(string.Create(CultureInfo.InvariantCulture, $"{i} {Line}"));
        blocks.Add(new(log.First));
        while (blocks[^1].Target is Block { Next: { } next }) blocks.Add(new(next));
        _bob.Move(_chat.Lobby);
        _ = _ann.MoveAsync(_chat.Lobby).AsTask();
    }

    private void Visit(string room)
    {
        _bob.Move(room);
        _ = _ann.MoveAsync(room).AsTask();
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static long SizeOf(WeakReference block) => block.Target is Block { Size: var size } ? size : 0;
}
