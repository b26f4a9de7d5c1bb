using System.Buffers;
using System.Text;

namespace LineChat.Dialects;

/// <summary>How a dialect lists nicknames.</summary>
internal sealed class NameList(ChatDialect dialect)
{
    private readonly Template _item = Template.Parse(dialect.ListItem);
    private readonly byte[] _separator = Encoding.UTF8.GetBytes(dialect.ListSeparator);
    private readonly Template _more = Template.Parse(dialect.ListMore);

    public void Write(in ChatMessage message, IBufferWriter<byte> output)
    {
        for (int i = 0; i < message.Nicknames.Count; i++)
        {
            if (i > 0) output.Write(_separator);
            _item.Write(new(message.Kind) { Nickname = message.Nicknames[i] }, output);
        }

        long more = message.Count - message.Nicknames.Count;
        if (more > 0) _more.Write(new(message.Kind) { Count = more }, output);
    }
}
