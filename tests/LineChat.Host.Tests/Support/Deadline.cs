namespace LineChat.Host.Tests.Support;

/// <summary>How long a test waits for what must happen. No test waits this long unless it fails.</summary>
internal static class Deadline
{
    public static readonly TimeSpan Time = TimeSpan.FromSeconds(30);

    public static CancellationTokenSource Start() => new(Time);
}
