using System.Globalization;
using System.Text.RegularExpressions;

namespace LineChat.Tests.Fuzzing;

/// <summary>A dictionary as AFL has it: a token in quotes on each line, what doesn't show in it as <c>\xHH</c>.</summary>
internal static partial class DictionaryFile
{
    public static byte[][] Read(string path) => [.. File.ReadLines(path).Select(line => Token(line[1..^1]))];

    private static byte[] Token(string written) =>
        [.. Byte().Matches(written).Select(match => match.Groups[1] is { Success: true, Value: var hex } ? byte.Parse(hex, NumberStyles.HexNumber, CultureInfo.InvariantCulture) : (byte)match.Value[0])];

    [GeneratedRegex(@"\\x(..)|.")]
    private static partial Regex Byte();
}
