using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace LineChat.DependencyInjection;

/// <summary>One of the chats of a host: its name, and where its settings are. There is one for each name among the services.</summary>
/// <param name="name">The name, which is the key of its services; null for the chat without one.</param>
internal sealed class ChatRegistration(string? name)
{
    /// <summary>The section of the host's configuration that is read if no other is given.</summary>
    public const string Root = "LineChat";

    /// <summary>The section below <see cref="Root"/> that has those of chats with names.</summary>
    public const string Chats = "Chats";

    public string? Name => name;

    public string OptionsName => name ?? Options.DefaultName;

    /// <summary>The section that the host has given; null for the one of the name.</summary>
    public IConfiguration? Section { get; set; }

    /// <summary>The path of a setting, for messages.</summary>
    public string PathOf(string setting)
    {
        string path = Section switch
        {
            null => name is null ? Root : $"{Root}:{Chats}:{name}",
            IConfigurationSection section => section.Path,
            _ => "",
        };
        return path.Length == 0 ? setting : $"{path}:{setting}";
    }

    /// <summary>The settings, if there are any.</summary>
    public IConfiguration? SettingsOf(IConfiguration? host) =>
        Section ?? host?.GetSection(name is null ? Root : $"{Root}:{Chats}:{name}");
}
