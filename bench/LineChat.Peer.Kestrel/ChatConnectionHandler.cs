using System.Buffers;
using System.Text;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;

namespace LineChat.Peer.Kestrel;

/// <summary>One connection: asks for a nickname, and reads lines from the pipe until it ends.</summary>
internal sealed class ChatConnectionHandler(Room room) : ConnectionHandler
{
    private const int MaxUnterminatedInput = 16 * 1024;

    private static readonly byte[] Prompt = "nickname? "u8.ToArray();

    public override async Task OnConnectedAsync(ConnectionContext connection)
    {
        var (input, output) = (connection.Transport.Input, connection.Transport.Output);
        connection.Features.Get<IConnectionLifetimeNotificationFeature>()?.ConnectionClosedRequested.Register(input.CancelPendingRead);
        Member? member = null;
        try
        {
            await output.WriteAsync(Prompt);
            while (await input.ReadAsync() is { IsCanceled: false } result)
            {
                var buffer = result.Buffer;
                while (TryReadLine(ref buffer, out string line))
                {
                    if (member is not null) await room.SayAsync(member, line);
                    else if (line.Length > 0) member = await room.JoinAsync(line, output);

                    if (member is null) await output.WriteAsync(Prompt);
                }

                input.AdvanceTo(buffer.Start, buffer.End);
                if (result.IsCompleted || buffer.Length > MaxUnterminatedInput) break;
            }
        }
        catch (ConnectionResetException)
        {
            // Gone without a word: what follows is the same.
        }

        if (member is null) return;
        await room.LeaveAsync(member);
        await member.Writing;
    }

    private static bool TryReadLine(ref ReadOnlySequence<byte> buffer, out string line)
    {
        line = "";
        if (buffer.PositionOf((byte)'\n') is not { } end) return false;
        line = Encoding.UTF8.GetString(buffer.Slice(0, end)).TrimEnd('\r');
        buffer = buffer.Slice(buffer.GetPosition(1, end));
        return true;
    }
}
