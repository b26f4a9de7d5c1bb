using System.Buffers;
using System.Globalization;
using System.Text;

namespace LineChat.Dialects;

/// <summary>One text with places to fill in, parsed once: literal bytes and placeholders in turn.</summary>
internal sealed class Template
{
    private static readonly string[] Placeholders = ["nick", "nick:q", "other", "other:q", "text", "names", "count", "count:d", "number", "room"];

    private readonly Piece[] _pieces;
    private readonly NameList? _list;

    private Template(Piece[] pieces, NameList? list)
    {
        _pieces = pieces;
        _list = list;
    }

    /// <summary>What is written in turn: a literal, and the placeholder behind it, which is null behind the last.</summary>
    public IEnumerable<(string Literal, string? Placeholder)> Parts =>
        _pieces.Select(piece => (Encoding.UTF8.GetString(piece.Literal), piece.Placeholder));

    /// <param name="source">The text, with placeholders in braces.</param>
    /// <param name="lineEnd">What stands behind it.</param>
    /// <param name="list">How nicknames are listed.</param>
    /// <exception cref="FormatException">A brace or a placeholder is wrong; the message says which, and what to write.</exception>
    public static Template Parse(string source, string lineEnd = "", NameList? list = null)
    {
        var pieces = new List<Piece>();
        var literal = new StringBuilder();
        for (int at = 0; at < source.Length; at++)
        {
            char c = source[at];
            if (c is '{' or '}' && at + 1 < source.Length && source[at + 1] == c)
            {
                literal.Append(c);
                at++;
            }
            else if (c == '}')
            {
                throw new FormatException($"there is a }} without its {{ in \"{source}\"; write }}}} for a brace");
            }
            else if (c == '{')
            {
                int end = source.IndexOf('}', at);
                string name = end < 0 ? source[(at + 1)..] : source[(at + 1)..end];
                if (end < 0 || !Placeholders.Contains(name))
                {
                    throw new FormatException(
                        $"{{{name}{(end < 0 ? "" : "}")} in \"{source}\" is no placeholder; there are {{{string.Join("}, {", Placeholders)}}}, and {{{{ is a brace");
                }

                pieces.Add(new(Encoding.UTF8.GetBytes(literal.ToString()), name));
                literal.Clear();
                at = end;
            }
            else
            {
                literal.Append(c);
            }
        }

        pieces.Add(new(Encoding.UTF8.GetBytes(literal.Append(lineEnd).ToString()), null));
        return new([.. pieces], list);
    }

    public void Write(in ChatMessage message, IBufferWriter<byte> output)
    {
        foreach (var piece in _pieces)
        {
            output.Write(piece.Literal);
            switch (piece.Placeholder)
            {
                case "nick": Isolation.Write(message.Nickname, output); break;
                case "nick:q": Isolation.Write(QuotedText.Quote(message.Nickname), output); break;
                case "other": Isolation.Write(message.Other, output); break;
                case "other:q": Isolation.Write(QuotedText.Quote(message.Other), output); break;
                case "room": Isolation.Write(message.Room, output); break;
                case "text": Isolation.Write(message.Text.Span, output); break;
                case "names": _list?.Write(message, output); break;
                case "count": Write(message.Count, "N0", output); break;
                case "count:d": Write(message.Count, "D", output); break;
                case "number": Write(message.Number, "D", output); break;
            }
        }
    }

    private static void Write(long number, string format, IBufferWriter<byte> output)
    {
        number.TryFormat(output.GetSpan(32), out int written, format, CultureInfo.InvariantCulture);
        output.Advance(written);
    }

    /// <param name="Literal">What is written as it is.</param>
    /// <param name="Placeholder">What is filled in behind it; null at the end.</param>
    private readonly record struct Piece(byte[] Literal, string? Placeholder);
}
