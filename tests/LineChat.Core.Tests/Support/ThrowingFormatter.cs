using System.Buffers;
using LineChat.Dialects;

namespace LineChat.Tests.Support;

/// <summary>Says everything in the default manners, but throws at some messages.</summary>
internal sealed class ThrowingFormatter(Func<ChatMessage, bool> isBad) : IMessageFormatter
{
    private readonly TemplateFormatter _default = new(new ChatDialect());

    public void Format(in ChatMessage message, IBufferWriter<byte> output)
    {
        if (isBad(message)) throw new InvalidOperationException("The formatter has failed.");
        _default.Format(message, output);
    }
}
