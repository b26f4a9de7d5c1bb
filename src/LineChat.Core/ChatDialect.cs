using static LineChat.ChatMessageKind;

namespace LineChat;

/// <summary>
/// The words the server uses: a template for each kind of message. <c>{nick}</c>, <c>{other}</c>, <c>{text}</c>, <c>{names}</c> and
/// <c>{count}</c> stand for what the message is about; <c>{{</c> and <c>}}</c> are braces. In configuration each template is named after
/// its kind: <c>LineChat:Dialect:Welcome</c>.
/// </summary>
public sealed class ChatDialect
{
    private static readonly (ChatMessageKind Kind, string Text)[] Defaults =
    [
        (Prompt, "Please enter your name: "),
        (NicknameMissing, "A name is required. Please enter your name: "),
        (NicknameTaken, "That name is taken. Please enter your name: "),
        (NicknameNotAllowed, "{text} Please enter your name: "),
        (Welcome, "Welcome, {nick}! {count} here: {names}. Type /help for commands."),
        (Arrived, "+++ {nick} arrived +++"),
        (Left, "--- {nick} left ---"),
        (Said, "{nick}> {text}"),
        (Acted, "* {nick} {text}"),
        (Renamed, "*** {nick} is now {other} ***"),
        (Whispered, "[{nick} -> you] {text}"),
        (WhisperSent, "[you -> {other}] {text}"),
        (Announced, "*** {text} ***"),
        (Skipped, "*** {count} lines skipped ***"),
        (Stopping, "*** The server is stopping. ***"),
        (Who, "{count} here: {names}."),
        (Help, "{other}  {text}"),
        (UnknownCommand, "There is no command /{other}. Type /help for commands."),
        (Usage, "Type {other}"),
        (RenameTaken, "That name is taken. You are still {nick}."),
        (RenameNotAllowed, "{text} You are still {nick}."),
        (RenameDone, "You are now {other}."),
        (NobodyThere, "Nobody here is called {other}. Type /who to see who is here."),
        (NotReading, "{other} isn't reading at the moment; your message was not delivered."),
        (NobodyToReplyTo, "Nobody has sent you a private message yet. Type /msg NAME TEXT to send one."),
        (LineCut, "Your line was too long. Only its first {count} bytes were said."),
        (LineRefused, "Your line was not said: it is longer than {count} bytes."),
        (Reply, "{text}"),
        (HereIAm, "[Yes]"),
        (TooManyConnections, "The chat is full. Please come back later."),
        (TooManyFromAddress, "There are too many connections from your address. Close one, and try again."),
        (SignOnTimedOut, "No name was entered in time. Connect again when you are ready."),
        (TooManyTries, "Too many tries. Connect again to choose another name."),
        (NoLineEnd, "More than {count} bytes came without a line end. Goodbye."),
    ];

    private readonly string[] _texts = new string[Defaults.Length];

    /// <summary>Makes the default manners.</summary>
    public ChatDialect()
    {
        foreach (var (kind, text) in Defaults) _texts[(int)kind] = text;
    }

    /// <summary>
    /// The template of a kind of message, as UTF-16 text without its line end. The line end follows every message but the four that ask
    /// for a nickname.
    /// </summary>
    /// <param name="kind">Which message.</param>
    public string this[ChatMessageKind kind]
    {
        get => _texts[(int)kind];
        set => _texts[(int)kind] = value;
    }
}
