using System.Text.Json;

namespace LineChat.Dialects;

/// <summary>A dialect as it is written: one JSON object of settings, beside the assembly's own ones in any file.</summary>
internal static class DialectFile
{
    private const string Prefix = "dialects/";
    private const string Suffix = ".json";

    private static readonly JsonDocumentOptions Options = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };

    public static IReadOnlyList<string> Names { get; } =
        [.. typeof(DialectFile).Assembly.GetManifestResourceNames().Where(IsDialect).Select(name => name[Prefix.Length..^Suffix.Length]).Order(StringComparer.Ordinal)];

    public static ChatDialect Load(string nameOrPath)
    {
        if (nameOrPath.EndsWith(Suffix, StringComparison.OrdinalIgnoreCase) || nameOrPath.AsSpan().ContainsAny('/', '\\'))
        {
            return Parse(File.ReadAllBytes(nameOrPath), nameOrPath);
        }

        if (Names.FirstOrDefault(name => name.Equals(nameOrPath, StringComparison.OrdinalIgnoreCase)) is not { } known)
        {
            throw new FormatException($"There is no dialect \"{nameOrPath}\"; there are {string.Join(", ", Names)}, and the path of your own ends in {Suffix}.");
        }

        using var resource = typeof(DialectFile).Assembly.GetManifestResourceStream(Prefix + known + Suffix)!;
        byte[] json = new byte[resource.Length];
        resource.ReadExactly(json);
        return Parse(json, known);
    }

    /// <param name="json">The file.</param>
    /// <param name="file">What it is called in messages.</param>
    public static ChatDialect Parse(ReadOnlyMemory<byte> json, string file)
    {
        var dialect = new ChatDialect { Rooms = false };
        try
        {
            using var document = JsonDocument.Parse(json.Span.StartsWith("\uFEFF"u8) ? json[3..] : json, Options);
            if (document.RootElement.ValueKind != JsonValueKind.Object) throw new FormatException($"{file} is no JSON object; write {{ \"Said\": \"{{nick}}: {{text}}\" }}.");
            foreach (var property in document.RootElement.EnumerateObject()) Set(dialect, property, file);
        }
        catch (JsonException exception)
        {
            throw new FormatException($"{file} is no JSON: {exception.Message.TrimEnd('.')}.", exception);
        }
        catch (InvalidOperationException exception)
        {
            throw new FormatException($"{file} has text that is no UTF-8; save it as UTF-8.", exception);
        }

        if (DialectSettings.Check(dialect).FirstOrDefault() is { Setting: { } setting, Problem: var problem }) throw new FormatException($"{file}: {setting} {problem}.");
        return dialect;
    }

    private static void Set(ChatDialect dialect, JsonProperty property, string file)
    {
        try
        {
            string?[] texts = property.Value.ValueKind == JsonValueKind.Array ? [.. property.Value.EnumerateArray().Select(Text)] : [Text(property.Value)];
            DialectSettings.Set(dialect, property.Name, texts);
        }
        catch (FormatException exception)
        {
            throw new FormatException($"{file}: {property.Name} {exception.Message}.", exception);
        }
    }

    private static string Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => value.GetRawText(),
        _ => throw new FormatException($"is {value.GetRawText()}; write a text, a number, true or false"),
    };

    private static bool IsDialect(string resource) => resource.StartsWith(Prefix, StringComparison.Ordinal) && resource.EndsWith(Suffix, StringComparison.Ordinal);
}
