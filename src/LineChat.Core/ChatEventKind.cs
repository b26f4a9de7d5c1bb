namespace LineChat;

/// <summary>Specifies what happened in a <see cref="ChatEvent"/>.</summary>
public enum ChatEventKind
{
    /// <summary>Somebody joined, or came from another room.</summary>
    Arrived,

    /// <summary>Somebody left, or went to another room.</summary>
    Departed,

    /// <summary>Somebody took the nickname in <see cref="ChatEvent.Text"/>.</summary>
    Renamed,

    /// <summary>Somebody said a line.</summary>
    Said,

    /// <summary>Somebody did something, as with <c>/me waves</c>.</summary>
    Acted,

    /// <summary>The server announced something.</summary>
    Announced,

    /// <summary>Somebody whispered to the member that watches.</summary>
    Whispered,

    /// <summary>Somebody, or the host, set the topic.</summary>
    TopicChanged,

    /// <summary>The room was closed: by the host, before those who are in it go to the lobby, or since nobody was in it any more.</summary>
    RoomClosed,

    /// <summary>Somebody was muted, until <see cref="ChatEvent.Until"/>. When that is over nothing is told.</summary>
    Muted,

    /// <summary>Somebody is not muted any more, before the time was over.</summary>
    Unmuted,
}
