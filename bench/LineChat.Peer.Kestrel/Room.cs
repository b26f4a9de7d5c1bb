using System.IO.Pipelines;
using System.Text;

namespace LineChat.Peer.Kestrel;

/// <summary>Who is here. A line is encoded once, and its bytes are put into the queue of each member.</summary>
internal sealed class Room
{
    private readonly Lock _gate = new();
    private readonly HashSet<string> _nicknames = [];
    private Member[] _members = []; // replaced, never changed, so that who says something walks over it without the lock

    /// <summary>Lets somebody in and tells those who were here before: each hears of each later arrival once. Null if the nickname is taken.</summary>
    public async ValueTask<Member?> JoinAsync(string nickname, PipeWriter output)
    {
        Member[] before;
        Member member;
        lock (_gate)
        {
            if (!_nicknames.Add(nickname)) return null;
            before = _members;
            member = new Member(nickname, output);
            _members = [.. before, member];
        }

        await SendAsync(before, $"*** {nickname} has arrived\r\n");
        return member;
    }

    public ValueTask SayAsync(Member author, string text) => SendAsync(_members, $"{author.Nickname}> {text}\r\n", author);

    public ValueTask LeaveAsync(Member member)
    {
        member.Queue.Complete();
        lock (_gate)
        {
            _nicknames.Remove(member.Nickname);
            _members = Array.FindAll(_members, other => other != member);
        }

        return SendAsync(_members, $"*** {member.Nickname} has left\r\n");
    }

    private static async ValueTask SendAsync(Member[] members, string line, Member? except = null)
    {
        ReadOnlyMemory<byte> bytes = Encoding.UTF8.GetBytes(line);
        foreach (var member in members)
        {
            if (member == except) continue;
            while (!member.Queue.TryWrite(bytes) && await member.Queue.WaitToWriteAsync()) { }
        }
    }
}
