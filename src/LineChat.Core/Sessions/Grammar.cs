using System.Text;

namespace LineChat.Sessions;

/// <summary>What a line means in a dialect.</summary>
internal sealed class Grammar(ChatDialect dialect)
{
    private readonly byte[] _nicknameCommand = Encoding.UTF8.GetBytes(dialect.NicknameCommand);
    private readonly byte[] _sayCommand = Encoding.UTF8.GetBytes(dialect.SayCommand);
    private readonly HashSet<string> _leaveWords = new(dialect.LeaveWords, dialect.LeaveWordsIgnoreCase ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal);

    /// <summary>Reads a line of a member.</summary>
    public Typed Read(ReadOnlyMemory<byte> line)
    {
        var bytes = line.Span;
        if ((bytes.IsEmpty && dialect.EmptyLineLeaves) || (_leaveWords.Count > 0 && _leaveWords.Contains(Encoding.UTF8.GetString(bytes)))) return new(TypedKind.Leave, default);
        if (_nicknameCommand.Length > 0)
        {
            if (bytes.StartsWith(_nicknameCommand)) return new(TypedKind.Nickname, line[_nicknameCommand.Length..]);
            return bytes.StartsWith(_sayCommand) ? new(TypedKind.Text, Trim(line[_sayCommand.Length..])) : new(TypedKind.Nothing, default);
        }

        if (!dialect.Commands || !bytes.StartsWith("/"u8)) return new(TypedKind.Text, Trim(line));
        return bytes.StartsWith("//"u8) ? new(TypedKind.Text, Trim(line[1..])) : new(TypedKind.Command, line[1..]);
    }

    private ReadOnlyMemory<byte> Trim(ReadOnlyMemory<byte> text) => dialect.TextTrimming switch
    {
        BlankTrimming.Both => text.Trim(" \t"u8),
        BlankTrimming.End => text.TrimEnd(" \t"u8),
        _ => text,
    };
}

/// <summary>A line that a member typed.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">What it is about: what is said, the nickname, or the command behind its slash.</param>
internal readonly record struct Typed(TypedKind Kind, ReadOnlyMemory<byte> Text);

internal enum TypedKind
{
    Text,
    Command,
    Nickname,
    Leave,
    Nothing,
}
