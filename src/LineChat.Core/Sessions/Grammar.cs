using System.Buffers;
using System.Text;
using LineChat.Lines;

namespace LineChat.Sessions;

/// <summary>What a line means in a dialect.</summary>
internal sealed class Grammar(ChatDialect dialect)
{
    private readonly byte[] _nicknameCommand = Encoding.UTF8.GetBytes(dialect.NicknameCommand);
    private readonly byte[] _sayCommand = Encoding.UTF8.GetBytes(dialect.SayCommand);
    private readonly byte[][] _leaveWords = [.. dialect.LeaveWords.Select(Encoding.UTF8.GetBytes)];
    private readonly string[] _leaveKeys = dialect.LeaveWordsIgnoreCase
        ? [.. dialect.LeaveWords.Where(word => !Ascii.IsValid(word)).Select(UnicodeText.CaselessKey)]
        : [];

    /// <summary>Reads a line of a member.</summary>
    public Typed Read(ReadOnlyMemory<byte> line)
    {
        var bytes = line.Span;
        if (bytes.IsEmpty ? dialect.EmptyLineLeaves : IsLeaveWord(bytes)) return new(TypedKind.Leave, default);
        if (_nicknameCommand.Length > 0)
        {
            if (bytes.StartsWith(_nicknameCommand)) return new(TypedKind.Nickname, line[_nicknameCommand.Length..]);
            return bytes.StartsWith(_sayCommand) ? new(TypedKind.Text, Trim(line[_sayCommand.Length..])) : new(TypedKind.Nothing, default);
        }

        if (!dialect.Commands || SlashIn(bytes) is not { } slash) return new(TypedKind.Text, Trim(line));
        line = line[slash.End..];
        return SlashIn(line.Span) is { Start.Value: 0 } ? new(TypedKind.Text, Trim(line)) : new(TypedKind.Command, line);
    }

    /// <summary>
    /// Finds the slash at the beginning, behind what can't be seen: by a blank before it a secret would be told to everybody. An input method for Chinese or Japanese may write it in full width.
    /// </summary>
    private static Range? SlashIn(ReadOnlySpan<byte> line)
    {
        int start = 0;
        while (Rune.DecodeFromUtf8(line[start..], out var rune, out int length) == OperationStatus.Done)
        {
            if (rune.Value is '/' or 0xFF0F) return start..(start + length);
            if (!Rune.IsWhiteSpace(rune) && !UnicodeProperties.IsDefaultIgnorable(rune)) return null;
            start += length;
        }

        return null;
    }

    private bool IsLeaveWord(ReadOnlySpan<byte> line)
    {
        foreach (byte[] word in _leaveWords)
        {
            if (dialect.LeaveWordsIgnoreCase ? Ascii.EqualsIgnoreCase(line, word) : line.SequenceEqual(word)) return true;
        }

        foreach (string key in _leaveKeys)
        {
            bool mayBe = line.Length <= Encoding.UTF8.GetMaxByteCount(key.Length);
            if (mayBe && UnicodeText.CaselessKey(Encoding.UTF8.GetString(line)) == key) return true;
        }

        return false;
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
