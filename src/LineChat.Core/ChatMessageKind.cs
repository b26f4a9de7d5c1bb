namespace LineChat;

/// <summary>The kinds of <see cref="ChatMessage"/>. The words of each are a template of <see cref="ChatDialect"/>.</summary>
public enum ChatMessageKind
{
    /// <summary>The question for a nickname.</summary>
    Prompt,

    /// <summary>No nickname was entered.</summary>
    NicknameMissing,

    /// <summary>Somebody has the nickname that was entered, or one that looks like it; <see cref="ChatMessage.Text"/> says so.</summary>
    NicknameTaken,

    /// <summary>The nickname that was entered is not allowed; the text is why.</summary>
    NicknameNotAllowed,

    /// <summary>The first words to a new member: who is here, itself included unless the dialect lists only the others.</summary>
    Welcome,

    /// <summary>Somebody connected who has no nickname yet; only where connections without one hear the room.</summary>
    Connected,

    /// <summary>Somebody who had connected is gone without having taken a nickname.</summary>
    Disconnected,

    /// <summary>Somebody joined.</summary>
    Arrived,

    /// <summary>Somebody left.</summary>
    Left,

    /// <summary>Somebody said a line.</summary>
    Said,

    /// <summary>Somebody said an empty line.</summary>
    SaidNothing,

    /// <summary>Somebody did something.</summary>
    Acted,

    /// <summary>Somebody took another nickname.</summary>
    Renamed,

    /// <summary>Somebody told the reader alone something.</summary>
    Whispered,

    /// <summary>What the reader told somebody alone.</summary>
    WhisperSent,

    /// <summary>The server announces something.</summary>
    Announced,

    /// <summary>The reader fell behind, and lines were skipped.</summary>
    Skipped,

    /// <summary>The server is stopping.</summary>
    Stopping,

    /// <summary>Who is here.</summary>
    Who,

    /// <summary>
    /// One command in the list of them: its usage is in <see cref="ChatMessage.Other"/>, what it does in
    /// <see cref="ChatMessage.Text"/>.
    /// </summary>
    Help,

    /// <summary>There is no such command; its name is in <see cref="ChatMessage.Other"/>.</summary>
    UnknownCommand,

    /// <summary>A command was not understood; how to use it is in <see cref="ChatMessage.Other"/>.</summary>
    Usage,

    /// <summary>
    /// Somebody has the new nickname that the reader requested, or one that looks like it; <see cref="ChatMessage.Text"/> says so.
    /// </summary>
    RenameTaken,

    /// <summary>The new nickname that the reader requested is not allowed; the text is why.</summary>
    RenameNotAllowed,

    /// <summary>The reader now has the nickname in <see cref="ChatMessage.Other"/>.</summary>
    RenameDone,

    /// <summary>Nobody in the chat has the nickname in <see cref="ChatMessage.Other"/>.</summary>
    NobodyThere,

    /// <summary>A whisper was not delivered, since the one in <see cref="ChatMessage.Other"/> isn't reading.</summary>
    NotReading,

    /// <summary>Nobody has whispered to the reader yet, so there is nobody to reply to.</summary>
    NobodyToReplyTo,

    /// <summary>The reader's line was longer than the count of bytes allowed, and the rest was not said.</summary>
    LineCut,

    /// <summary>The reader's line was longer than the count of bytes allowed, and was not said.</summary>
    LineRefused,

    /// <summary>A plain text for the reader.</summary>
    Reply,

    /// <summary>The sign of life that telnet's Are You There asks for (RFC 854).</summary>
    AreYouThereAnswered,

    /// <summary>The connection is refused: there are too many.</summary>
    TooManyConnections,

    /// <summary>The connection is refused: there are too many from its address.</summary>
    TooManyFromAddress,

    /// <summary>The connection ends: no nickname came in time.</summary>
    SignOnTimedOut,

    /// <summary>The connection ends: no nickname was good in as many tries as are allowed.</summary>
    TooManyTries,

    /// <summary>The connection ends: more came without a line end than the count of bytes allowed.</summary>
    NoLineEnd,

    /// <summary>
    /// The reader's lines wait their turn: they come faster than the count of lines a second allowed. Told once until it has been slow
    /// enough for a while.
    /// </summary>
    TooFast,

    /// <summary>
    /// A whisper was not delivered, since the person, whose last nickname is in <see cref="ChatMessage.Other"/>, has left.
    /// </summary>
    HasLeft,

    /// <summary>The reader's command failed; its name is in <see cref="ChatMessage.Other"/>.</summary>
    CommandFailed,

    /// <summary>
    /// The reader's lines wait for their turn: it sends too many bytes, or its address sends too much. Told once, as <see cref="TooFast"/>.
    /// </summary>
    TooMuch,

    /// <summary>As many of the reader's lines as the count says were dropped: it interrupted, or too many were waiting.</summary>
    LinesDropped,

    /// <summary>Somebody went to the room in <see cref="ChatMessage.Other"/>.</summary>
    WentTo,

    /// <summary>Somebody came from the room in <see cref="ChatMessage.Other"/>.</summary>
    CameFrom,

    /// <summary>The first words in another room: its name, and who is there.</summary>
    Entered,

    /// <summary>What the room is for, in the text.</summary>
    Topic,

    /// <summary>The room has no topic.</summary>
    NoTopic,

    /// <summary>Somebody set the topic that is in the text.</summary>
    TopicChanged,

    /// <summary>The server set the topic that is in the text.</summary>
    TopicAnnounced,

    /// <summary>Somebody, or the server, took the topic away.</summary>
    TopicCleared,

    /// <summary>The reader may not set the topic.</summary>
    TopicNotAllowed,

    /// <summary>One room in the list of them, which has no topic: its name in <see cref="ChatMessage.Other"/>, and how many are in
    /// it.</summary>
    RoomListed,

    /// <summary>One room in the list of them that has a topic, which is in the text; otherwise as <see cref="RoomListed"/>.</summary>
    RoomWithTopicListed,

    /// <summary>Who is in another room, which is in <see cref="ChatMessage.Room"/>.</summary>
    WhoElsewhere,

    /// <summary>There is no room with the name in <see cref="ChatMessage.Other"/>.</summary>
    NoSuchRoom,

    /// <summary>The room that the reader asked for can't be opened; the text is why.</summary>
    RoomNotAllowed,

    /// <summary>The reader is in the room already where it wanted to go.</summary>
    AlreadyThere,

    /// <summary>The room is closed, and everybody in it goes to the one in <see cref="ChatMessage.Other"/>.</summary>
    RoomClosed,

    /// <summary>The connection ends: the nickname that the host has settled for it is taken or not allowed; the text is why.</summary>
    NicknameRefused,

    /// <summary>The reader was removed from the chat; no reason was given.</summary>
    Kicked,

    /// <summary>The reader was removed from the chat; the text is why.</summary>
    KickedWithReason,

    /// <summary>Somebody was removed from the chat; no reason was given.</summary>
    Removed,

    /// <summary>Somebody was removed from the chat; the text is why.</summary>
    RemovedWithReason,

    /// <summary>What the reader wanted to do is refused, since it is muted until the time in the text.</summary>
    Muted,

    /// <summary>What the reader wanted to do is refused, since it is muted for good.</summary>
    MutedForGood,

    /// <summary>What the reader wanted to do is refused; the text is why.</summary>
    Refused,

    /// <summary>What the reader wanted to do is refused, since an <see cref="IChatFilter"/> failed or took too long.</summary>
    FilterFailed,

    /// <summary>The reader, an operator, has removed the member in <see cref="ChatMessage.Other"/>.</summary>
    KickDone,

    /// <summary>The reader, an operator, has muted the member in <see cref="ChatMessage.Other"/> for the count of minutes.</summary>
    MuteDone,

    /// <summary>The reader, an operator, has muted the member in <see cref="ChatMessage.Other"/> for good.</summary>
    MuteForGoodDone,

    /// <summary>The member in <see cref="ChatMessage.Other"/>, whom the reader, an operator, asked for, is not muted.</summary>
    UnmuteDone,
}
