using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using LineChat.Dialects;

namespace LineChat.Fuzz;

/// <summary>
/// What somebody writes as a dialect: the input as a file, as a template, and as a setting (the first line its name, the second its text). What is wrong is said
/// by a <see cref="FormatException"/>; what isn't works.
/// </summary>
internal static class DialectTarget
{
    private static readonly string[] Wishes = ["Ann", "b", "Größe", "a b", "1", "-_.", new('x', 300), ""];

    public static void Run(ReadOnlySpan<byte> input)
    {
        byte[] file = input.ToArray();
        if (IsRight(() => DialectFile.Parse(file, "file"), out var dialect)) Works(dialect);

        string text = Encoding.UTF8.GetString(input);
        if (IsRight(() => Template.Parse(text), out var template)) template.Write(Example(ChatMessageKind.Said), new ArrayBufferWriter<byte>());

        string[] lines = text.Split('\n', 3);
        if (lines.Length > 1 && IsRight(() => Set(lines[0], lines[1]), out dialect) && !DialectSettings.Check(dialect).Any()) Works(dialect);
    }

    private static ChatDialect Set(string name, string text)
    {
        var dialect = new ChatDialect();
        DialectSettings.Set(dialect, name, text);
        return dialect;
    }

    private static void Works(ChatDialect dialect)
    {
        var formatter = new TemplateFormatter(dialect);
        foreach (var kind in Enum.GetValues<ChatMessageKind>()) formatter.Format(Example(kind), new ArrayBufferWriter<byte>());

        var policy = new NicknamePolicy(32, dialect);
        foreach (string wish in Wishes)
        {
            var check = policy.Check(wish);
            Invariant.Holds(check.IsAllowed || !string.IsNullOrWhiteSpace(check.Reason), "A refusal has its reason.");
        }
    }

    private static ChatMessage Example(ChatMessageKind kind) =>
        new(kind) { Nickname = "Ann", Other = "B\"ob", Text = "hello"u8.ToArray(), Nicknames = ["Ann", "Bob"], Count = 3, Number = 1 };

    private static bool IsRight<T>(Func<T> read, [NotNullWhen(true)] out T? result)
        where T : class
    {
        result = null;
        try
        {
            result = read();
            return true;
        }
        catch (FormatException exception)
        {
            Invariant.Holds(!string.IsNullOrWhiteSpace(exception.Message), "What is wrong is said.");
            return false;
        }
    }
}
