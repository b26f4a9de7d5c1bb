using System.Net;
using LineChat.Tests.Support;

namespace LineChat.Tests.Rooms;

/// <summary>In which lane a client is served.</summary>
public sealed class LaneTests
{
    [Fact]
    public async Task A_client_is_served_in_the_lane_of_the_room_where_it_is()
    {
        var chat = Core.New(new());
        var (ann, ben) = (new LanedConnection(), new LanedConnection());
        Assert.True(chat.Lobby.Join("Ann", ann).Succeeded);
        var member = chat.Lobby.Join("Ben", ben).Member!;
        var lobby = ann.Lane;
        Assert.NotNull(lobby);
        Assert.Same(lobby, ben.Lane);

        Assert.True((await member.MoveAsync("dev", Deadline.Token)).Succeeded);
        Assert.NotSame(lobby, ben.Lane);
        Assert.True((await member.MoveAsync(chat.Lobby, Deadline.Token)).Succeeded);
        Assert.Same(lobby, ben.Lane);
    }

    private sealed class LanedConnection : IChatConnection, ILaned
    {
        public Lane? Lane { get; private set; }

        Lane ILaned.Lane
        {
            set => Lane = value;
        }

        public string Id => "laned";

        public EndPoint? RemoteEndPoint => null;

        public ValueTask<int> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellationToken) => throw new NotSupportedException();

        public ValueTask SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken) => ValueTask.CompletedTask;

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
