namespace LineChat.Rooms;

/// <summary>What others may keep of a member: it lets go of the member, and of all that was owed to it, when that leaves.</summary>
internal sealed class Person(Member member) : IChatPerson
{
    private volatile string _nickname = "";

    public string Nickname => _nickname;

    /// <summary>Under the room's lock: the member, or null once it has left.</summary>
    public Member? Member { get; private set; } = member;

    /// <summary>Under the room's lock.</summary>
    public void TakeNickname(string nickname) => _nickname = nickname;

    /// <summary>Under the room's lock: the member has left.</summary>
    public void Leave() => Member = null;
}
