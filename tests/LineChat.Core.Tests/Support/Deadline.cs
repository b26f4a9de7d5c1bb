using System.Globalization;

namespace LineChat.Tests.Support;

/// <summary>
/// How long a test waits for what must happen: 30 seconds, since the machine may be busy, or as many as the environment variable
/// <c>LINECHAT_TEST_DEADLINE</c> says. Mutation testing sets a short one: there many tests wait for what does not happen.
/// </summary>
internal static class Deadline
{
    public static TimeSpan Time { get; } = TimeSpan.FromSeconds(
        int.TryParse(Environment.GetEnvironmentVariable("LINECHAT_TEST_DEADLINE"), CultureInfo.InvariantCulture, out int seconds) ? seconds : 30);

    public static CancellationToken Token => new CancellationTokenSource(Time).Token;

    public static Task InTimeAsync(this Task task) => task.WaitAsync(Time);

    public static Task<T> InTimeAsync<T>(this Task<T> task) => task.WaitAsync(Time);

    public static Task InTimeAsync(this ValueTask task) => task.AsTask().WaitAsync(Time);

    public static Task<T> InTimeAsync<T>(this ValueTask<T> task) => task.AsTask().WaitAsync(Time);
}
