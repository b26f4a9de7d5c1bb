using System.Globalization;
using System.Text;
using LineChat.Lines;

namespace LineChat.Sessions;

/// <summary>A nickname with a number behind it, cut before the number so that it is as long as a nickname may be, at most.</summary>
/// <param name="nickname">The nickname.</param>
/// <param name="maxLength">How many characters (code points) it may have.</param>
/// <param name="maxBytes">How many bytes it may have.</param>
internal sealed class NumberedNickname(string nickname, int maxLength, int maxBytes)
{
    private readonly string _nickname = Normalization.ToNfc(nickname.Trim());

    /// <summary>The nickname with a number; empty if there is no place for both.</summary>
    public string With(int number)
    {
        string digits = number.ToString(CultureInfo.InvariantCulture);
        int end = 0; // behind whole characters, as a person sees them
        while (end < _nickname.Length)
        {
            int next = end + StringInfo.GetNextTextElementLength(_nickname, end);
            if (!Fits(_nickname.AsSpan(0, next), digits.Length)) break;
            end = next;
        }

        return end == 0 ? "" : _nickname[..end] + digits;
    }

    private bool Fits(ReadOnlySpan<char> beginning, int digits) =>
        Encoding.UTF8.GetByteCount(beginning) + digits <= maxBytes && Encoding.UTF32.GetByteCount(beginning) / 4 + digits <= maxLength;
}
