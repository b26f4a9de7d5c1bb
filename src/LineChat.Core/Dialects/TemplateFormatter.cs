using System.Buffers;

namespace LineChat.Dialects;

/// <summary>Puts messages into the words of a <see cref="ChatDialect"/>.</summary>
internal sealed class TemplateFormatter : IMessageFormatter
{
    private readonly Template[] _templates;

    public TemplateFormatter(ChatDialect dialect)
    {
        var list = new NameList(dialect);
        _templates = [.. Enum.GetValues<ChatMessageKind>().Select(kind => Template.Parse(dialect[kind], LineEnd(kind, dialect), list))];
    }

    public void Format(in ChatMessage message, IBufferWriter<byte> output) => _templates[(int)message.Kind].Write(message, output);

    // A question waits for its answer on the same line, and what says nothing has no line.
    private static string LineEnd(ChatMessageKind kind, ChatDialect dialect) => kind switch
    {
        ChatMessageKind.Prompt or ChatMessageKind.NicknameMissing or ChatMessageKind.NicknameTaken or ChatMessageKind.NicknameNotAllowed => "",
        _ when dialect[kind] is "" or [.., '\r' or '\n'] => "",
        _ => dialect.LineEnd,
    };
}
