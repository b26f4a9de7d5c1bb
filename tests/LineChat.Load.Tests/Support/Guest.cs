using System.Net;
using System.Net.Sockets;
using System.Text;

namespace LineChat.Load.Tests.Support;

/// <summary>Somebody in the room who is no part of the load.</summary>
internal sealed class Guest(int port) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly TcpClient _client = new();
    private string _heard = "";

    /// <summary>Says a name when asked for it, and waits for the answer.</summary>
    public async Task SignOnAsync(string nickname)
    {
        await _client.ConnectAsync(IPAddress.Loopback, port);
        await ExpectAsync(": ");
        await SayAsync(nickname);
        await ExpectAsync("\n");
    }

    public async Task SayAsync(string line) => await _client.GetStream().WriteAsync(Encoding.UTF8.GetBytes($"{line}\n"));

    /// <summary>Reads until this has been heard.</summary>
    public async Task ExpectAsync(string text)
    {
        using var deadline = new CancellationTokenSource(Patience);
        byte[] buffer = new byte[4096];
        while (!_heard.Contains(text, StringComparison.Ordinal))
        {
            int count = await _client.GetStream().ReadAsync(buffer, deadline.Token);
            if (count == 0) Assert.Fail($"\"{text}\" did not come, but: {_heard}");
            _heard += Encoding.UTF8.GetString(buffer, 0, count);
        }

        _heard = _heard[(_heard.IndexOf(text, StringComparison.Ordinal) + text.Length)..];
    }

    public void Dispose() => _client.Dispose();
}
