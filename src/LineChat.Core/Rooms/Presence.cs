namespace LineChat.Rooms;

/// <summary>Who is in a room: the members and the guests, in the order of their arrival. All of it under the room's lock.</summary>
internal sealed class Presence
{
    private readonly LinkedList<Member> _members = [];
    private readonly LinkedList<Member> _guests = [];
    private string[]? _nicknames; // as long as they are those present

    /// <summary>How many members there are.</summary>
    public int Count => _members.Count;

    public bool IsEmpty => _members.Count == 0 && _guests.Count == 0;

    public IEnumerable<Member> Members => _members;

    /// <summary>The nicknames in the order of arrival, the same list until that changes. Nobody may write to it.</summary>
    public string[] Nicknames => _nicknames ??= First(Count);

    public void AddGuest(Member guest) => _guests.AddLast(guest.Place);

    /// <summary>Adds a member, who may have been a guest here.</summary>
    public void Add(Member member)
    {
        member.Place.List?.Remove(member.Place);
        _members.AddLast(member.Place);
        _nicknames = null;
    }

    public void Remove(Member member)
    {
        member.Place.List!.Remove(member.Place);
        _nicknames = null;
    }

    /// <summary>Somebody has another nickname.</summary>
    public void Renamed() => _nicknames = null;

    /// <summary>Everybody, members first.</summary>
    public Member[] Everybody() => [.. _members, .. _guests];

    /// <summary>A copy of the first nicknames, in the order of arrival.</summary>
    public string[] First(int most)
    {
        var nicknames = new string[Math.Min(most, _members.Count)];
        var place = _members.First;
        for (int i = 0; i < nicknames.Length; i++, place = place.Next) nicknames[i] = place!.Value.Nickname;
        return nicknames;
    }
}
