using Microsoft.Extensions.Configuration;

namespace LineChat.DependencyInjection;

/// <summary>Finds what stands in the section <c>LineChat</c> of a host and is read by none of its chats.</summary>
internal static class UnreadSettings
{
    /// <param name="root">The section.</param>
    /// <param name="chats">The chats of the host.</param>
    public static IEnumerable<string> Find(IConfigurationSection root, IReadOnlyList<ChatRegistration> chats)
    {
        string[] names = [.. chats.Where(chat => chat.Section is null).Select(chat => chat.Name).OfType<string>()];
        bool isRead = chats.Any(chat => chat is { Name: null, Section: null });
        foreach (var setting in root.GetChildren())
        {
            if (!setting.Key.Equals(ChatRegistration.Chats, StringComparison.OrdinalIgnoreCase))
            {
                if (!isRead) yield return $"{setting.Path} is a setting of a chat without a name, and there is none here. Write it below {root.Path}:{ChatRegistration.Chats}:{names[0]}.";
                continue;
            }

            if (setting.Value is { Length: > 0 } text) yield return $"{setting.Path} is \"{text}\"; write the names of chats below it, and the settings of each.";
            foreach (var chat in setting.GetChildren().Where(chat => !names.Contains(chat.Key, StringComparer.OrdinalIgnoreCase)))
            {
                yield return $"Unknown chat {chat.Path}. {(names.Length == 0 ? "There are no chats with names." : $"There are {string.Join(", ", names)}.")}";
            }
        }
    }
}
