using LineChat.Dialects;
using static LineChat.ChatMessageKind;

namespace LineChat;

/// <summary>
/// The words and manners of a server: a template for each kind of message, and rules. A new one has the default manners; whatever is
/// not set in a dialect's file or configuration stays as it is there. In configuration each setting is in <c>LineChat:Dialect</c>, a
/// template named after its kind.
/// <para>
/// In a template <c>{nick}</c>, <c>{other}</c>, <c>{text}</c>, <c>{names}</c>, <c>{count}</c>, <c>{number}</c> and <c>{room}</c> stand for
/// what the message is about;
/// <c>{nick:q}</c> is a nickname in double quotes with what doesn't show escaped, <c>{count:d}</c> a number without commas; <c>{{</c>
/// and <c>}}</c> are braces. <see cref="LineEnd"/> follows each but the four that ask for a nickname, unless the template ends in a CR
/// or LF of its own. An empty template says nothing.
/// </para>
/// </summary>
public sealed class ChatDialect
{
    private static readonly (ChatMessageKind Kind, string Text)[] Defaults =
    [
        (Prompt, "Please enter your name: "),
        (NicknameMissing, "A name is required. Please enter your name: "),
        (NicknameTaken, "{text} Please enter your name: "),
        (NicknameNotAllowed, "{text} Please enter your name: "),
        (Welcome, "Welcome, {nick}! {count} here: {names}. Type /help for commands."),
        (Connected, ""),
        (Disconnected, ""),
        (Arrived, "+++ {nick} arrived +++"),
        (Left, "--- {nick} left ---"),
        (Said, "{nick}> {text}"),
        (SaidNothing, ""),
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
        (RenameTaken, "{text} You are still {nick}."),
        (RenameNotAllowed, "{text} You are still {nick}."),
        (RenameDone, "You are now {other}."),
        (NobodyThere, "Nobody here is called {other}. Type /who to see who is here."),
        (NotReading, "{other} isn't reading at the moment; your message was not delivered."),
        (NobodyToReplyTo, "Nobody has sent you a private message yet. Type /msg NAME TEXT to send one."),
        (LineCut, "Your line was too long. Only its first {count} bytes were said."),
        (LineRefused, "Your line was not said: it is longer than {count} bytes."),
        (Reply, "{text}"),
        (AreYouThereAnswered, "[Yes]"),
        (TooManyConnections, "The chat is full. Please come back later."),
        (TooManyFromAddress, "There are too many connections from your address. Close one, and try again."),
        (SignOnTimedOut, "No name was entered in time. Connect again when you are ready."),
        (TooManyTries, "Too many tries. Connect again to choose another name."),
        (NoLineEnd, "More than {count} bytes came without a line end. Goodbye."),
        (TooFast, "You are faster than {count} lines a second. Your lines wait for their turn."),
        (HasLeft, "{other} has left; your message was not delivered."),
        (CommandFailed, "Something went wrong with /{other}. It has been logged."),
        (TooMuch, "Too much comes from you or from your address. Your lines wait for their turn."),
        (LinesDropped, "{count} of your lines were dropped."),
        (WentTo, "--- {nick} went to {other} ---"),
        (CameFrom, "+++ {nick} came from {other} +++"),
        (Entered, "You are in {room}. {count} here: {names}."),
        (Topic, "Topic: {text}"),
        (NoTopic, "{room} has no topic. Type /topic TEXT to set one."),
        (TopicChanged, "*** {nick} set the topic: {text} ***"),
        (TopicAnnounced, "*** The topic is now: {text} ***"),
        (TopicCleared, "*** The topic was removed. ***"),
        (TopicNotAllowed, "You can't set the topic here."),
        (RoomListed, "{other}  {count} here"),
        (RoomWithTopicListed, "{other}  {count} here  {text}"),
        (WhoElsewhere, "{count} in {room}: {names}."),
        (NoSuchRoom, "There is no room {other}. Type /rooms to see those there are."),
        (RoomNotAllowed, "{text}"),
        (AlreadyThere, "You are in {room} already."),
        (RoomClosed, "*** {room} is closed. You go to {other}. ***"),
        (NicknameRefused, "{text} Goodbye."),
        (Kicked, "*** You were removed from the chat. ***"),
        (KickedWithReason, "*** You were removed from the chat: {text} ***"),
        (Removed, "--- {nick} was removed ---"),
        (RemovedWithReason, "--- {nick} was removed: {text} ---"),
        (Muted, "You are muted until {text}."),
        (MutedForGood, "You are muted."),
        (Refused, "{text}"),
        (FilterFailed, "That could not be checked, and was not done. It has been logged."),
        (KickDone, "{other} was removed."),
        (MuteDone, "{other} is muted for {count} min."),
        (MuteForGoodDone, "{other} is muted."),
        (UnmuteDone, "{other} is not muted."),
    ];

    private string[] _texts = new string[Defaults.Length];

    /// <summary>Makes the default manners.</summary>
    public ChatDialect()
    {
        foreach (var (kind, text) in Defaults) _texts[(int)kind] = text;
    }

    /// <summary>The names of the dialects that come with LineChat, for <see cref="Load"/>, in alphabetical order.</summary>
    public static IReadOnlyList<string> Names => DialectFile.Names;

    /// <summary>In which language the program is written whose manners these are; only shown in lists. Default empty.</summary>
    public string Language { get; set => field = value ?? throw new ArgumentNullException(nameof(value)); } = "";

    /// <summary>
    /// Where the chat listens if <see cref="LineChatOptions.Listen"/> does not say; written as there. Default <c>localhost:4004</c>. A
    /// reloaded value takes effect at the next start.
    /// </summary>
    public string Listen { get; set => field = value ?? throw new ArgumentNullException(nameof(value)); } = "localhost:4004";

    /// <summary>What follows a message whose template has no line end of its own; default CR LF.</summary>
    public string LineEnd { get; set => field = value ?? throw new ArgumentNullException(nameof(value)); } = "\r\n";

    /// <summary>What stands for one nickname in <c>{names}</c>, a template; default <c>{nick}</c>.</summary>
    public string ListItem { get; set => field = value ?? throw new ArgumentNullException(nameof(value)); } = "{nick}";

    /// <summary>What stands between two of them; default a comma and a blank.</summary>
    public string ListSeparator { get; set => field = value ?? throw new ArgumentNullException(nameof(value)); } = ", ";

    /// <summary>What stands behind the last of them if there are more, a template; default <c> and {count} more</c>.</summary>
    public string ListMore { get; set => field = value ?? throw new ArgumentNullException(nameof(value)); } = " and {count} more";

    /// <summary>
    /// How many nicknames the welcome lists at most, 0 to 1,000,000; default 20, 0 is all. Neither it nor <c>/who</c> lists more than
    /// fit in half of
    /// <see cref="LimitOptions.MaxOwedReplies"/>: the others are counted.
    /// </summary>
    public int MaxListed { get; set; } = 20;

    /// <summary>Whether lists are in alphabetical order (by code unit) instead of that of arrival. Default false.</summary>
    public bool ListSorted { get; set; }

    /// <summary>Whether the welcome lists and counts only the others. Default false.</summary>
    public bool ListOthers { get; set; }

    /// <summary>Whether the author of a line hears it too. Default false.</summary>
    public bool Echo { get; set; }

    /// <summary>Whether a member hears its own arrival and its own change of name. Default false.</summary>
    public bool HearOwnNotices { get; set; }

    /// <summary>Whether connections without a nickname yet hear the room. Default false.</summary>
    public bool GuestsHear { get; set; }

    /// <summary>Whether a line that begins with a slash is a command. Default true; if not, it is said.</summary>
    public bool Commands { get; set; } = true;

    /// <summary>The lines that leave the chat, besides <c>/quit</c> where there are commands. None by default.</summary>
    public IList<string> LeaveWords { get; private set; } = [];

    /// <summary>Whether they leave in whatever case. Default false.</summary>
    public bool LeaveWordsIgnoreCase { get; set; }

    /// <summary>
    /// Whether there may be rooms beside the lobby, and commands for them. True in the default manners; a dialect's file has to ask for
    /// it. A reloaded value takes effect at the next start.
    /// </summary>
    public bool Rooms { get; set; } = true;

    /// <summary>Whether an empty line leaves. Default false.</summary>
    public bool EmptyLineLeaves { get; set; }

    /// <summary>
    /// What a line must begin with to set the nickname, at any time: the rest is the nickname. Empty, as by default: the first line is
    /// the nickname. Where it is set the prompt may be empty, and lines that begin with neither it nor <see cref="SayCommand"/> are
    /// ignored.
    /// </summary>
    public string NicknameCommand { get; set => field = value ?? throw new ArgumentNullException(nameof(value)); } = "";

    /// <summary>
    /// What a line must begin with to be said: the rest is said. Only with <see cref="NicknameCommand"/>; default empty: any other line
    /// is said.
    /// </summary>
    public string SayCommand { get; set => field = value ?? throw new ArgumentNullException(nameof(value)); } = "";

    /// <summary>
    /// What a nickname must match as a whole, a .NET regular expression without lookarounds and back references (
    /// <see cref="System.Text.RegularExpressions.RegexOptions.NonBacktracking"/>). Empty, as by default: letters and digits of any script,
    /// <c>_</c>, <c>-</c> and <c>.</c>.
    /// </summary>
    public string NicknamePattern { get; set => field = value ?? throw new ArgumentNullException(nameof(value)); } = "";

    /// <summary>
    /// Whether nicknames that differ in case are different. Default false. A reloaded value takes effect at the next start.
    /// </summary>
    public bool NicknameCaseMatters { get; set; }

    /// <summary>Which blanks are taken off what is entered as a nickname; default both.</summary>
    public BlankTrimming NicknameTrimming { get; set; } = BlankTrimming.Both;

    /// <summary>Behind how many bytes a nickname is cut, at a whole character: 0 to 1,020; default 0, it is not cut.</summary>
    public int NicknameCut { get; set; }

    /// <summary>Whether a taken nickname closes the connection. Default false.</summary>
    public bool TakenNicknameCloses { get; set; }

    /// <summary>Which blanks are taken off what is said; default none.</summary>
    public BlankTrimming TextTrimming { get; set; }

    /// <summary>
    /// How long the prompt waits for the client to send a line first, up to a day; default 50 ms. Whoever speaks another protocol mostly
    /// begins at once, and is then answered in it (HTTP, TLS, SSH) instead of being asked. When more than 100 clients come at once (then
    /// 1,000 a second), the prompts of the others do not wait.
    /// </summary>
    public TimeSpan PromptDelay { get; set; } = TimeSpan.FromMilliseconds(50);

    /// <summary>
    /// Whether connections beyond <see cref="LimitOptions.MaxConnections"/> are kept waiting until one has ended. Default false: they
    /// are refused.
    /// </summary>
    public bool FullWaits { get; set; }

    /// <summary>
    /// What <see cref="LimitOptions.MaxConnections"/> is unless it is set; null, as by default: what it is without a dialect.
    /// </summary>
    public int? MaxConnections { get; set; }

    /// <summary>
    /// What <see cref="LimitOptions.MaxLineLength"/> is unless it is set; null, as by default: what it is without a dialect.
    /// </summary>
    public int? MaxLineLength { get; set; }

    /// <summary>What <see cref="LimitOptions.LongLines"/> is unless it is set; null, as by default: what it is without a dialect.</summary>
    public LongLinePolicy? LongLines { get; set; }

    /// <summary>
    /// What <see cref="LimitOptions.MaxNicknameLength"/> is unless it is set; null, as by default: what it is without a dialect.
    /// </summary>
    public int? MaxNicknameLength { get; set; }

    /// <summary>Gets or sets the template of a kind of message.</summary>
    /// <param name="kind">The kind of message.</param>
    /// <exception cref="ArgumentNullException">The template is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="kind"/> is not one of <see cref="ChatMessageKind"/>.</exception>
    public string this[ChatMessageKind kind]
    {
        get => _texts[IndexOf(kind)];
        set => _texts[IndexOf(kind)] = value ?? throw new ArgumentNullException(nameof(value));
    }

    /// <summary>The same, which can be changed without changing this one.</summary>
    internal ChatDialect Copy()
    {
        var copy = (ChatDialect)MemberwiseClone();
        copy._texts = [.. _texts];
        copy.LeaveWords = [.. LeaveWords];
        return copy;
    }

    /// <summary>Reads a dialect.</summary>
    /// <param name="nameOrPath">
    /// One of <see cref="Names"/>, or the path of a JSON file: with a directory separator in it, or ending in <c>.json</c>.
    /// </param>
    /// <exception cref="FormatException">There is no such dialect, or something is wrong in it: the message names the file and the
    /// setting, and says what to write.</exception>
    /// <exception cref="IOException">The file can't be read.</exception>
    public static ChatDialect Load(string nameOrPath)
    {
        ArgumentNullException.ThrowIfNull(nameOrPath);
        return DialectFile.Load(nameOrPath);
    }

    private static int IndexOf(ChatMessageKind kind) =>
        Enum.IsDefined(kind) ? (int)kind : throw new ArgumentOutOfRangeException(nameof(kind), kind, "There is no such kind of message.");
}
