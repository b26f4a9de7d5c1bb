using System.Diagnostics;
using System.Text;

namespace LineChat.Host.Tests.Support;

/// <summary>A program that somebody sits in front of: what is typed goes in, what is shown comes out.</summary>
internal sealed class Terminal : IDisposable
{
    private readonly Process _process;
    private readonly Transcript _screen;

    private Terminal(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true };
        start.Environment["TERM"] = "xterm";
        start.Environment["LANG"] = "C.UTF-8";
        _process = Process.Start(start)!;
        _screen = new(_process.StandardOutput.BaseStream);
    }

    /// <summary>Debian's telnet, in a terminal of its own: without one it would not treat keys as it does for people.</summary>
    public static Terminal Telnet(int port) => new("script", "-qfec", $"telnet 127.0.0.1 {port}", "/dev/null");

    public static Terminal Netcat(int port) => new("nc", "127.0.0.1", $"{port}");

    public async Task TypeAsync(string keys)
    {
        await _process.StandardInput.BaseStream.WriteAsync(Encoding.UTF8.GetBytes(keys));
        await _process.StandardInput.BaseStream.FlushAsync();
    }

    /// <inheritdoc cref="Transcript.ExpectAsync"/>
    public Task ExpectAsync(string text) => _screen.ExpectAsync(text);

    /// <inheritdoc cref="Transcript.ExpectSoonerOrLaterAsync"/>
    public Task ExpectSoonerOrLaterAsync(string text) => _screen.ExpectSoonerOrLaterAsync(text);

    /// <summary>Waits until the program ends by itself.</summary>
    public async Task ExpectExitAsync()
    {
        using var deadline = Deadline.Start();
        await _process.WaitForExitAsync(deadline.Token);
    }

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        _process.Dispose();
    }
}
