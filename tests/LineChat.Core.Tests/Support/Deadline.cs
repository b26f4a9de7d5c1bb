namespace LineChat.Tests.Support;

/// <summary>How long a test waits for what must happen.</summary>
internal static class Deadline
{
    private static readonly TimeSpan Time = TimeSpan.FromSeconds(10);

    public static CancellationToken Token => new CancellationTokenSource(Time).Token;

    public static Task InTimeAsync(this Task task) => task.WaitAsync(Time);

    public static Task<T> InTimeAsync<T>(this Task<T> task) => task.WaitAsync(Time);

    public static Task InTimeAsync(this ValueTask task) => task.AsTask().WaitAsync(Time);

    public static Task<T> InTimeAsync<T>(this ValueTask<T> task) => task.AsTask().WaitAsync(Time);
}
