namespace LineChat.Rooms;

/// <summary>Who is here: the members by what their nicknames are or look like, and in the order of their arrival, and the guests. All of it under the room's lock.</summary>
internal sealed class Roster
{
    private readonly Dictionary<string, Member> _byKey = new(StringComparer.Ordinal);
    private readonly LinkedList<Member> _present = [];
    private readonly LinkedList<Member> _guests = [];
    private string[]? _nicknames; // as long as they are those present

    /// <summary>How many members there are.</summary>
    public int Count => _present.Count;

    /// <summary>The nicknames in the order of arrival, the same list until that changes. Nobody may write to it.</summary>
    public string[] Nicknames => _nicknames ??= First(Count);

    public void AddGuest(Member guest)
    {
        _guests.AddLast(guest.Place);
        guest.Hear();
    }

    /// <summary>Makes a member of a guest, or of somebody new, unless the nickname is taken.</summary>
    /// <returns>Who has it, or null if the member has it now.</returns>
    public Member? Enter(Member member, string nickname, string[] keys)
    {
        if (Name(member, nickname, keys) is { } holder) return holder;
        member.Place.List?.Remove(member.Place);
        _present.AddLast(member.Place);
        _nicknames = null;
        member.Hear();
        return null;
    }

    /// <summary>Gives a member a nickname, unless that is somebody else's or could be taken for it.</summary>
    /// <param name="member">Who.</param>
    /// <param name="nickname">The nickname.</param>
    /// <param name="keys">Its key, and behind it what else it could be taken for.</param>
    /// <returns>Who has it, or one that it could be taken for; null if the member has it now.</returns>
    public Member? Name(Member member, string nickname, string[] keys)
    {
        foreach (string key in keys)
        {
            if (_byKey.TryGetValue(key, out var holder) && holder != member) return holder;
        }

        Free(member);
        foreach (string key in keys) _byKey[key] = member;
        member.TakeNickname(nickname, keys);
        _nicknames = null;
        return null;
    }

    public void Remove(Member member)
    {
        if (member.IsPresent) Free(member);
        member.Place.List!.Remove(member.Place);
        member.Exit();
        _nicknames = null;
    }

    /// <summary>Lets everybody go.</summary>
    /// <returns>Who was here.</returns>
    public Member[] Clear()
    {
        Member[] all = [.. _present, .. _guests];
        foreach (var member in all) Remove(member);
        return all;
    }

    public Member? Find(string key) => _byKey.GetValueOrDefault(key) is { } member && member.Keys[0] == key ? member : null;

    /// <summary>A copy of the first nicknames, in the order of arrival.</summary>
    public string[] First(int most)
    {
        var nicknames = new string[Math.Min(most, _present.Count)];
        var place = _present.First;
        for (int i = 0; i < nicknames.Length; i++, place = place.Next) nicknames[i] = place!.Value.Nickname;
        return nicknames;
    }

    private void Free(Member member)
    {
        foreach (string key in member.Keys) _byKey.Remove(key);
    }
}
