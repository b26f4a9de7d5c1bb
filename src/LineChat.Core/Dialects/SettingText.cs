using System.Globalization;

namespace LineChat.Dialects;

/// <summary>What is written for a setting, in configuration or in a dialect's file; each says what to write instead of what it can't read.</summary>
internal static class SettingText
{
    /// <exception cref="FormatException">It is none.</exception>
    public static int Number(string? text) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number) ? number : throw Wrong(text, "a whole number");

    /// <exception cref="FormatException">It is none.</exception>
    public static bool Truth(string? text) => bool.TryParse(text, out bool truth) ? truth : throw Wrong(text, "true or false");

    /// <exception cref="FormatException">It is none.</exception>
    public static TimeSpan Time(string? text)
    {
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double seconds) && Math.Abs(seconds) < 1e9)
        {
            return TimeSpan.FromSeconds(seconds);
        }

        return TimeSpan.TryParseExact(text, "c", CultureInfo.InvariantCulture, out var time) ? time : throw Wrong(text, "a number of seconds, or hh:mm:ss");
    }

    /// <exception cref="FormatException">It is none.</exception>
    public static T Choice<T>(string? text)
        where T : struct, Enum =>
        Enum.GetNames<T>().Contains(text, StringComparer.OrdinalIgnoreCase) ? Enum.Parse<T>(text!, ignoreCase: true) : throw Wrong(text, string.Join(" or ", Enum.GetNames<T>()));

    private static FormatException Wrong(string? text, string remedy) => new($"is \"{text}\"; write {remedy}");
}
