using System.Collections.Frozen;
using System.Text;
using LineChat.Lines;

namespace LineChat.Sessions;

/// <summary>The commands by their names; case makes no difference, and of two with the same name the one registered first counts.</summary>
internal sealed class CommandTable
{
    private readonly Chat _chat;
    private readonly IChatCommand[] _commands;
    private readonly FrozenDictionary<string, IChatCommand> _byName;

    public CommandTable(Chat chat, IEnumerable<IChatCommand> commands)
    {
        _chat = chat;
        _commands = [.. commands.DistinctBy(command => UnicodeText.CaselessKey(command.Name))];
        _byName = _commands.ToFrozenDictionary(command => UnicodeText.CaselessKey(command.Name));
    }

    /// <summary>Divides what a member typed behind the slash.</summary>
    public static (string Name, string Arguments) Divide(ReadOnlySpan<byte> typed)
    {
        string text = Encoding.UTF8.GetString(typed);
        int length = text.TakeWhile(c => !char.IsWhiteSpace(c)).Count(); // a Mac types no-break spaces with the option key
        return (text[..length], text[length..].Trim());
    }

    /// <summary>Runs a command.</summary>
    public ValueTask RunAsync(ChatMember member, string name, string arguments) => _byName.TryGetValue(UnicodeText.CaselessKey(name), out var command) && command.IsFor(member)
        ? command.ExecuteAsync(new(_chat, member, arguments, _commands), member.Departed)
        : member.ReplyAsync(new ChatMessage(ChatMessageKind.UnknownCommand) { Other = name });
}
