using System.Buffers;
using System.Globalization;
using System.Text;

namespace LineChat.Dialects;

/// <summary>One text with places to fill in, parsed once: literal bytes and placeholders in turn.</summary>
internal sealed class Template
{
    private static readonly string[] Placeholders = ["nick", "other", "text", "names", "count"];

    private readonly Piece[] _pieces;

    private Template(Piece[] pieces) => _pieces = pieces;

    /// <param name="source">The text, with placeholders in braces.</param>
    /// <param name="lineEnd">What stands behind it.</param>
    /// <exception cref="FormatException">A brace or a placeholder is wrong; the message says which, and what to write.</exception>
    public static Template Parse(string source, string lineEnd = "")
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
        return new([.. pieces]);
    }

    public void Write(in ChatMessage message, IBufferWriter<byte> output)
    {
        foreach (var piece in _pieces)
        {
            output.Write(piece.Literal);
            switch (piece.Placeholder)
            {
                case "nick": Write(message.Nickname, output); break;
                case "other": Write(message.Other, output); break;
                case "text": output.Write(message.Text.Span); break;
                case "names": WriteNames(message, output); break;
                case "count": Write(message.Count.ToString("N0", CultureInfo.InvariantCulture), output); break;
            }
        }
    }

    private static void WriteNames(in ChatMessage message, IBufferWriter<byte> output)
    {
        for (int i = 0; i < message.Nicknames.Count; i++)
        {
            if (i > 0) output.Write(", "u8);
            Write(message.Nicknames[i], output);
        }

        long more = message.Count - message.Nicknames.Count;
        if (more > 0) Write(string.Create(CultureInfo.InvariantCulture, $" and {more:N0} more"), output);
    }

    private static void Write(string text, IBufferWriter<byte> output) => Encoding.UTF8.GetBytes(text, output);

    /// <param name="Literal">What is written as it is.</param>
    /// <param name="Placeholder">What is filled in behind it; null at the end.</param>
    private readonly record struct Piece(byte[] Literal, string? Placeholder);
}
