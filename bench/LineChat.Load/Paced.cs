namespace LineChat.Load;

/// <summary>So many messages a second, whether or not they get through. One that is said late counts from when it was due.</summary>
internal sealed class Paced(LoadOptions options) : Talk(options)
{
    private readonly LoadOptions _options = options;

    protected override string Mode => "paced";

    protected override int Messages => (int)(_options.Rate * _options.Duration.TotalSeconds);

    protected override bool IsDue(Conversation conversation, long start, out long due)
    {
        due = Due(conversation, start);
        return due <= Clock.Microseconds;
    }

    protected override TimeSpan WaitFor(Conversation conversation, long start) =>
        TimeSpan.FromMicroseconds(Math.Max(0, Due(conversation, start) - Clock.Microseconds));

    private long Due(Conversation conversation, long start) => start + (long)(conversation.Sent / _options.Rate * 1e6);
}
