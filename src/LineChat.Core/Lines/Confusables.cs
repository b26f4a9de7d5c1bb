namespace LineChat.Lines;

/// <summary>
/// Which texts look alike, whatever scripts they mix, by the confusables of UTS 39
/// (https://www.unicode.org/reports/tr39/#Confusable_Detection).
/// </summary>
internal static class Confusables
{
    /// <summary>The skeleton of a text: two texts with the same one look alike. It isn't meant to be shown.</summary>
    public static string Skeleton(string text) => Normalization.ToNfd(UnicodeData.Confusables.Apply(Normalization.ToNfd(text)));
}
