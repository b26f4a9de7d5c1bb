namespace LineChat.Load;

/// <summary>As many messages a second as get through, with at most so many in flight.</summary>
internal sealed class FanOut(LoadOptions options) : Talk(options)
{
    private readonly LoadOptions _options = options;

    protected override string Mode => "fanout";

    protected override int Messages => _options.Messages;

    protected override bool IsDue(Conversation conversation, long start, out long due)
    {
        due = Clock.Microseconds;
        return conversation.Sent < conversation.Deliveries / _options.Hearers + _options.Window;
    }
}
