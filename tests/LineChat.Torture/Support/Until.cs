namespace LineChat.Torture.Support;

/// <summary>Waits for what nobody reports.</summary>
internal static class Until
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <summary>Asks again and again, until it is so or the deadline is over.</summary>
    /// <param name="isSo">What is asked.</param>
    /// <param name="otherwise">What to say if it never is.</param>
    /// <param name="atMost">How long it may take, if not as long as anything else.</param>
    public static async Task TrueAsync(Func<bool> isSo, Func<string> otherwise, TimeSpan? atMost = null)
    {
        using var deadline = new CancellationTokenSource(atMost ?? Deadline.Time);
        while (!isSo())
        {
            if (deadline.IsCancellationRequested) Assert.Fail(otherwise());
            await Task.Delay(Pause, CancellationToken.None);
        }
    }
}
