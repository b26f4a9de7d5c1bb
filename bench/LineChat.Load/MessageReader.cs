namespace LineChat.Load;

/// <summary>Finds the numbers of messages (<c>~NUMBER </c>) in a stream, wherever it is cut, without keeping any of it.</summary>
internal struct MessageReader()
{
    public const byte Mark = (byte)'~';

    private long _number = -1; // as far as it has come; -1 before the mark

    /// <param name="bytes">What has come; set to what is behind the number.</param>
    /// <param name="number">The number of a message; anything at all if it has too many digits.</param>
    /// <returns>False if there is none more.</returns>
    public bool TryRead(ref ReadOnlySpan<byte> bytes, out long number)
    {
        number = 0;
        if (_number < 0)
        {
            int mark = bytes.IndexOf(Mark);
            if (mark < 0) return false;
            bytes = bytes[(mark + 1)..];
            _number = 0;
        }

        long read = _number;
        for (int i = 0; i < bytes.Length; i++)
        {
            uint digit = (uint)bytes[i] - '0';
            if (digit > 9)
            {
                number = read;
                _number = -1;
                bytes = bytes[i..];
                return true;
            }

            read = read * 10 + digit;
        }

        _number = read;
        bytes = default;
        return false;
    }
}
