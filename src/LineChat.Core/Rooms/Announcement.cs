namespace LineChat.Rooms;

/// <summary>What is said in one room when the server says something in all of them.</summary>
/// <param name="Words">Its words, in each wire form.</param>
/// <param name="Event">What those hear who watch the room.</param>
internal sealed record Announcement(byte[][] Words, ChatEvent Event);
