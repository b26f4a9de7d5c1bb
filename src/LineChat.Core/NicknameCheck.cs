using System.Diagnostics.CodeAnalysis;
using System.Text;
using LineChat.Lines;

namespace LineChat;

/// <summary>What an <see cref="INicknamePolicy"/> says of a nickname: it is allowed, or why it isn't.</summary>
public sealed class NicknameCheck
{
    private NicknameCheck(string? nickname, string? key, IReadOnlyList<string> lookalikes, string? reason)
    {
        Nickname = nickname;
        Key = key;
        Lookalikes = lookalikes;
        Reason = reason;
    }

    /// <summary>Whether the nickname is allowed.</summary>
    [MemberNotNullWhen(true, nameof(Nickname), nameof(Key))]
    [MemberNotNullWhen(false, nameof(Reason))]
    public bool IsAllowed => Nickname is not null;

    /// <summary>The nickname as everybody will see it, or null if it is refused.</summary>
    public string? Nickname { get; }

    /// <summary>What makes the nickname unique: two with an equal key (compared ordinally) cannot be in the chat together. Null if it is
    /// refused.</summary>
    public string? Key { get; }

    /// <summary>
    /// What else the nickname could be taken for, besides its key: two cannot be in the chat together if the key or a lookalike of one is
    /// equal (ordinally) to the
    /// key or a lookalike of the other. Empty if the key alone makes it unique.
    /// </summary>
    public IReadOnlyList<string> Lookalikes { get; }

    /// <summary>The key and the lookalikes.</summary>
    internal IEnumerable<string> Keys
    {
        get
        {
            yield return Key!;
            foreach (string lookalike in Lookalikes) yield return lookalike;
        }
    }

    /// <summary>Why the nickname is refused, in one sentence that its owner will read, or null if it is allowed.</summary>
    public string? Reason { get; }

    /// <summary>Allows a nickname.</summary>
    /// <param name="nickname">As everybody will see it. Anything a terminal could obey is taken out of it.</param>
    /// <param name="key">
    /// What makes it unique. The default is the nickname with its case folded, in normalization form KD, so that case and form make no
    /// difference.
    /// </param>
    /// <param name="lookalikes">
    /// What else it could be taken for; the default is nothing. <see cref="NicknamePolicy"/> gives the skeletons of UTS 39.
    /// </param>
    /// <exception cref="ArgumentException"><paramref name="nickname"/> is empty or blank.</exception>
    public static NicknameCheck Allow(string nickname, string? key = null, IReadOnlyList<string>? lookalikes = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(nickname);
        return new(nickname, key ?? UnicodeText.CaselessKey(nickname), lookalikes ?? [], null);
    }

    /// <summary>Refuses a nickname.</summary>
    /// <param name="reason">Why, in one sentence with its full stop.</param>
    /// <exception cref="ArgumentException"><paramref name="reason"/> is empty or blank.</exception>
    public static NicknameCheck Refuse(string reason)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(reason);
        return new(null, null, [], reason);
    }

    /// <summary>Says why a nickname is taken, in one sentence.</summary>
    internal static byte[] WhyTaken(string requested, string? resembles) =>
        Encoding.UTF8.GetBytes(resembles is null ? "That name is taken." : $"{requested} looks like {resembles}, who is here.");
}
