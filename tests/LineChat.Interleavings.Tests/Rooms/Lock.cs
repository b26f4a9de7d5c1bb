using LineChat.Interleavings;

namespace LineChat.Rooms;

/// <summary>
/// What the room's sources find under this name here: a monitor. Whoever holds it goes on to its end, as nobody else who wants it could do anything; only those who read
/// without it could, and they are looked at by themselves in <see cref="LogInterleavingsTests"/>.
/// </summary>
internal sealed class Lock
{
    public Lock() => Strand.GoesOnWhileItHolds(this);
}
