using System.Buffers.Text;
using System.Text;

namespace LineChat.Load;

/// <summary>
/// Reads what one client is told of visitors: each must be named in two notices, when it comes and when it goes.
/// </summary>
/// <param name="nickname">What nicknames begin with.</param>
/// <param name="firstVisitor">The number of the first who is a visitor.</param>
internal sealed class Witness(string nickname, int firstVisitor)
{
    private readonly byte[] _nickname = Encoding.ASCII.GetBytes(nickname);
    private readonly List<byte> _timesNamed = [];
    private byte[] _unfinished = [];

    public long Notices { get; private set; }

    public long Repeated { get; private set; }

    public void Hear(ReadOnlySpan<byte> bytes)
    {
        if (_unfinished.Length > 0) bytes = (byte[])[.. _unfinished, .. bytes];
        for (int end; (end = bytes.IndexOf((byte)'\n')) >= 0; bytes = bytes[(end + 1)..]) ReadLine(bytes[..end]);
        _unfinished = bytes.ToArray();
    }

    private void ReadLine(ReadOnlySpan<byte> line)
    {
        if (line.Contains(MessageReader.Mark)) return;
        for (int at = 0, found; (found = line[at..].IndexOf(_nickname)) >= 0; at += _nickname.Length)
        {
            at += found;
            bool isWord = at == 0 || !char.IsAsciiLetterOrDigit((char)line[at - 1]);
            if (isWord && Utf8Parser.TryParse(line[(at + _nickname.Length)..], out int number, out _)) Count(number - firstVisitor);
        }
    }

    private void Count(int visitor)
    {
        if (visitor < 0) return;
        while (_timesNamed.Count <= visitor) _timesNamed.Add(0);
        if (_timesNamed[visitor] == 2) Repeated++;
        else Notices++;
        _timesNamed[visitor] = (byte)Math.Min(2, _timesNamed[visitor] + 1);
    }
}
