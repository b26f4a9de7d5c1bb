using System.Collections.Frozen;
using System.Text;
using LineChat.Lines;

namespace LineChat.Sessions;

/// <summary>
/// The commands by their names. Case makes no difference, and of two with one name the later counts, in the place of the earlier.
/// </summary>
internal sealed class CommandTable
{
    private readonly Chat _chat;
    private readonly IChatCommand[] _commands;
    private readonly FrozenDictionary<string, IChatCommand> _byName;

    public CommandTable(Chat chat, IEnumerable<IChatCommand> commands)
    {
        _chat = chat;
        var byName = new OrderedDictionary<string, IChatCommand>(StringComparer.Ordinal);
        foreach (var command in commands) byName[UnicodeText.CaselessKey(command.Name)] = command;
        _commands = [.. byName.Values];
        _byName = byName.ToFrozenDictionary(StringComparer.Ordinal);
    }

    /// <summary>Divides what a member typed behind the slash.</summary>
    public static (string Name, string Arguments) Divide(ReadOnlySpan<byte> typed)
    {
        string text = Encoding.UTF8.GetString(typed);
        int length = text.TakeWhile(c => !char.IsWhiteSpace(c)).Count(); // a Mac types no-break spaces with the option key
        return (text[..length], text[length..].Trim());
    }

    /// <summary>The name of a command as it was registered, or null if there is none for the member.</summary>
    public string? NameOf(ChatMember member, string name) => Find(member, name)?.Name;

    /// <summary>Runs a command.</summary>
    public ValueTask RunAsync(ChatMember member, string name, string arguments) => Find(member, name) is { } command
        ? command.ExecuteAsync(new(_chat, member, arguments, _commands), member.Departed)
        : member.ReplyAsync(new ChatMessage(ChatMessageKind.UnknownCommand) { Other = name });

    private IChatCommand? Find(ChatMember member, string name) =>
        _byName.TryGetValue(UnicodeText.CaselessKey(name), out var command) && command.IsFor(member) ? command : null;
}
