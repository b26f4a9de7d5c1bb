using LineChat.Rooms;

namespace LineChat.Interleavings;

/// <summary>A walk by itself, and somebody who comes while it begins.</summary>
public sealed class WalkInterleavingsTests
{
    private const int Self = 7;

    private static readonly byte[] Full = new byte[Block.FullSize];
    private static readonly LineChatOptions Options = new();

    [Fact]
    public void What_a_newcomer_has_still_to_read_is_not_written_over()
    {
        LineLog log = null!;
        Walk walk = null!;
        Lock roomLock = null!;
        Outbox newcomer = null!;
        int tellings = Interleavings.Explore(
            () =>
            {
                log = new(1, Block.FullSize);
                walk = new(log, new(() => new ListeningSender(0)), new());
                roomLock = new();
                log.Append("a"u8, 1);
                return new(
                    [
                        () => walk.Ring(),
                        () =>
                        {
                            lock (roomLock) newcomer = Come(log, walk);
                            lock (roomLock) log.Append(Full, 1);
                            lock (roomLock) log.Append(Full, 1);
                        },
                        () =>
                        {
                            lock (roomLock) log.Append(Full, 1);
                        },
                    ],
                    () =>
                    {
                        long read = 0;
                        while (newcomer.TryTake(int.MaxValue, out var piece)) read += piece.Lines + piece.Skipped;
                        Assert.InRange(read, 2, 3); // the last may have been before it came
                    });
            },
            preemptions: 2);
        Assert.True(tellings > 50, $"There were only {tellings} orders.");
    }

    // It is still being sent something when all this is said.
    private static Outbox Come(LineLog log, Walk walk)
    {
        var chat = Told.Chat(Options, 0);
        var member = new Member(chat.Lobby, Self, chat.Forms[0]);
        var outbox = new Outbox(log, log.CursorBack(0), Self);
        var settings = new DeliverySettings(new(new() { Limits = { MaxOwedReplies = 1024, StallTimeout = TimeSpan.Zero } }), TimeProvider.System)
        {
            Metrics = Told.Metrics,
            SkipNotice = _ => default,
        };
        member.Delivery = new(outbox, new Listening("new") { IsTaken = new TaskCompletionSource().Task }, settings, member);
        member.Hear();
        member.Delivery.Post("welcome"u8.ToArray());
        member.Delivery.Pump();
        walk.Add(member.Delivery, outbox);
        return outbox;
    }
}
