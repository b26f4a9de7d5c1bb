namespace LineChat.Rooms;

/// <summary>What others may keep of a member: it lets go of the member, and of all that was owed to it, when that leaves.</summary>
internal sealed class Person(Member member)
{
    private volatile string _nickname = "";
    private volatile Member? _member = member;

    public string Nickname => _nickname;

    /// <summary>The member, or null once it has left.</summary>
    public Member? Member => _member;

    /// <summary>Under the room's lock.</summary>
    public void TakeNickname(string nickname) => _nickname = nickname;

    /// <summary>Under the room's lock: the member has left.</summary>
    public void Leave() => _member = null;
}
