using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace LineChat.Load.Tests.Support;

/// <summary>The real <c>linechat</c> as a process of its own, so that what it has open is its own.</summary>
internal sealed partial class ServerOfItsOwn : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process _process;

    private ServerOfItsOwn(Process process, int port)
    {
        _process = process;
        Port = port;
    }

    public int Port { get; }

    public int Id => _process.Id;

    /// <summary>Starts it, and waits until it says where it listens.</summary>
    public static async Task<ServerOfItsOwn> StartAsync(params string[] arguments)
    {
        string linechat = Path.Combine(AppContext.BaseDirectory, "linechat.dll");
        var process = Process.Start(new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", [linechat, "--port", "0", .. arguments]) { RedirectStandardOutput = true })!;
        using var deadline = new CancellationTokenSource(Patience);
        while (await process.StandardOutput.ReadLineAsync(deadline.Token) is { } line)
        {
            if (Listens().Match(line) is { Success: true } match) return new(process, int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture));
        }

        throw new InvalidOperationException("linechat does not start.");
    }

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill();
        _process.Dispose();
    }

    [GeneratedRegex(@"^LineChat listens on \S+?:([0-9]+)")]
    private static partial Regex Listens();
}
