using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace LineChat.Host.Tests.Support;

/// <summary>The real <c>linechat</c>, as its own process.</summary>
internal sealed partial class HostProcess : IDisposable
{
    private readonly Process _process;
    private readonly Task<string> _standardError;

    private HostProcess(Process process)
    {
        _process = process;
        _standardError = process.StandardError.ReadToEndAsync();
    }

    /// <summary>What it printed at the start.</summary>
    public string Banner { get; private set; } = "";

    /// <summary>The port that it really got.</summary>
    public int Port => int.Parse(BannerPort().Match(Banner).Groups[1].Value, CultureInfo.InvariantCulture);

    /// <summary>By which the system knows it.</summary>
    public int Id => _process.Id;

    /// <summary>Starts it, and waits until it says where it listens.</summary>
    public static Task<HostProcess> StartAsync(params string[] arguments) => StartAsync(arguments, environment: []);

    /// <inheritdoc cref="StartAsync(string[])"/>
    public static async Task<HostProcess> StartAsync(string[] arguments, params (string Name, string Value)[] environment)
    {
        var host = Launch(arguments, environment);
        using var deadline = Deadline.Start();
        while (!host.Banner.Contains("Ctrl-C", StringComparison.Ordinal))
        {
            string? line = await host._process.StandardOutput.ReadLineAsync(deadline.Token);
            if (line is null) Assert.Fail($"linechat did not start: {await host._standardError}");
            host.Banner += line + "\n";
        }

        return host;
    }

    /// <summary>Runs it to its end, which comes by itself.</summary>
    public static async Task<(int ExitCode, string Output, string Error)> RunAsync(params string[] arguments)
    {
        using var host = Launch(arguments, []);
        using var deadline = Deadline.Start();
        string output = await host._process.StandardOutput.ReadToEndAsync(deadline.Token);
        return (await host.ExitAsync(), output, await host._standardError);
    }

    /// <summary>Sends a signal, by its name without <c>SIG</c>.</summary>
    public async Task SignalAsync(string name)
    {
        using var kill = Process.Start("sh", ["-c", $"kill -s {name} {_process.Id}"]);
        using var deadline = Deadline.Start();
        await kill.WaitForExitAsync(deadline.Token);
        Assert.Equal(0, kill.ExitCode);
    }

    /// <summary>Types a line at its console.</summary>
    public async Task TypeLineAsync(string text)
    {
        await _process.StandardInput.WriteLineAsync(text);
        await _process.StandardInput.FlushAsync();
    }

    /// <summary>No more is typed at its console.</summary>
    public void EndInput() => _process.StandardInput.Close();

    /// <summary>Waits until a line stands on its console.</summary>
    public async Task ExpectLineAsync(string text)
    {
        using var deadline = Deadline.Start();
        while (await _process.StandardOutput.ReadLineAsync(deadline.Token) is { } line)
        {
            if (line == text) return;
        }

        Assert.Fail($"There was no line \"{text}\".");
    }

    /// <summary>The line that follows another one on its console.</summary>
    public async Task<string?> LineAfterAsync(string text)
    {
        await ExpectLineAsync(text);
        using var deadline = Deadline.Start();
        return await _process.StandardOutput.ReadLineAsync(deadline.Token);
    }

    /// <summary>All that it still prints, once it has ended.</summary>
    public Task<string> RestOfOutputAsync() => _process.StandardOutput.ReadToEndAsync();

    /// <summary>Waits for its end, and says with which code.</summary>
    public async Task<int> ExitAsync()
    {
        using var deadline = Deadline.Start();
        await _process.WaitForExitAsync(deadline.Token);
        return _process.ExitCode;
    }

    /// <summary>All that it complained about, once it has ended.</summary>
    public Task<string> StandardErrorAsync() => _standardError;

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill();
        _process.Dispose();
    }

    private static HostProcess Launch(string[] arguments, (string Name, string Value)[] environment)
    {
        string[] linechat = [Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", Path.Combine(AppContext.BaseDirectory, "linechat.dll")];

        // A shell that runs the tests in the background ignores SIGINT for them, and so for every program they start.
        var start = new ProcessStartInfo("env", ["--default-signal=INT", .. linechat, .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        foreach (var (name, value) in environment) start.Environment[name] = value;
        return new(Process.Start(start)!);
    }

    [GeneratedRegex(@"^LineChat listens on \S+?:([0-9]+)(?: and \S+)*\.$", RegexOptions.Multiline)]
    private static partial Regex BannerPort();
}
