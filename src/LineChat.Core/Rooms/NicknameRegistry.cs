namespace LineChat.Rooms;

/// <summary>Who has which nickname, in memory.</summary>
internal sealed class NicknameRegistry : INicknameRegistry
{
    private readonly Lock _lock = new(); // the last to be taken: under it nothing else is
    private readonly Dictionary<string, ChatMember> _byKey = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _again = new(StringComparer.Ordinal); // how often more its member has claimed a key: while it is renamed

    public ValueTask<ClaimResult> ClaimAsync(ChatMember member, NicknameCheck nickname, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            foreach (string key in nickname.Keys)
            {
                if (_byKey.TryGetValue(key, out var holder) && holder != member) return new(TakenBy(holder, nickname));
            }

            foreach (string key in nickname.Keys)
            {
                if (!_byKey.TryAdd(key, member)) _again[key] = _again.GetValueOrDefault(key) + 1;
            }
        }

        return new(ClaimResult.Claimed);
    }

    public void Release(ChatMember member, NicknameCheck nickname)
    {
        lock (_lock)
        {
            foreach (string key in nickname.Keys)
            {
                if (_byKey.GetValueOrDefault(key) != member) continue; // it is somebody else's
                if (!_again.Remove(key, out int again)) _byKey.Remove(key);
                else if (again > 1) _again[key] = again - 1;
            }
        }
    }

    public ChatMember? Find(string key)
    {
        lock (_lock) return _byKey.GetValueOrDefault(key) is Member member && member.Claim?.Key == key ? member : null;
    }

    // Who has claimed it and is not here yet is known by nothing but that.
    private static ClaimResult TakenBy(ChatMember holder, NicknameCheck requested) =>
        holder is Member { Claim: { } claim } ? ClaimResult.Taken(claim.Nickname!, claim.Key!) : ClaimResult.Taken(requested.Nickname!, requested.Key!);
}
