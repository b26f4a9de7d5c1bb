namespace LineChat.Load.Tests.Support;

/// <summary>What a load has said.</summary>
internal sealed record Run(int ExitCode, string Output, string Error)
{
    /// <summary>Runs one, on a thread of its own as in a process of its own.</summary>
    public static async Task<Run> LoadAsync(string load)
    {
        var output = new StringWriter();
        var error = new StringWriter();
        int exitCode = await Task.Factory.StartNew(
            () => CommandLine.Run(load.Split(' '), output, error), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        return new(exitCode, $"{output}", $"{error}");
    }
}
