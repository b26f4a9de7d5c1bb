using System.Net;
using System.Net.Sockets;

namespace LineChat.Load.Tests.Support;

/// <summary>A chat as small as can be, which does one thing wrong if asked to.</summary>
internal sealed class FaultyServer : IDisposable
{
    private readonly Lock _lock = new();
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Dictionary<string, StreamWriter> _members = [];
    private (Fault Fault, string Nickname, string Text)? _fault;
    private string? _heldBack;

    public FaultyServer()
    {
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _ = AcceptAsync();
    }

    public int Port { get; }

    /// <summary>Does something wrong once.</summary>
    /// <param name="fault">What.</param>
    /// <param name="to">To which client.</param>
    /// <param name="when">With the line in which this stands.</param>
    public void Do(Fault fault, int to, string when) => Do(fault, $"u{to}", when);

    /// <inheritdoc cref="Do(Fault, int, string)"/>
    public void Do(Fault fault, string to, string when) => _fault = (fault, to, when);

    public void Dispose()
    {
        _listener.Dispose();
        lock (_lock)
        {
            foreach (var member in _members.Values) member.Dispose();
        }
    }

    private async Task AcceptAsync()
    {
        while (true) _ = ServeAsync(await _listener.AcceptTcpClientAsync());
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var reader = new StreamReader(client.GetStream());
        var writer = new StreamWriter(client.GetStream()) { AutoFlush = true };
        await writer.WriteAsync("Name: ");
        string nickname = await reader.ReadLineAsync() ?? "";
        Tell(nickname, $"+++ {nickname} arrived +++");
        lock (_lock)
        {
            _members.Add(nickname, writer);
            writer.WriteLine("Hello");
        }

        try
        {
            while (await reader.ReadLineAsync() is { } line) Tell(nickname, $"{nickname}> {line}");
        }
        catch (IOException)
        {
            // a client may be gone in any way
        }

        lock (_lock) _members.Remove(nickname);
        Tell(nickname, $"--- {nickname} left ---");
        client.Dispose();
    }

    private void Tell(string author, string line)
    {
        lock (_lock)
        {
            foreach (var (nickname, writer) in _members.Where(member => member.Key != author)) Tell(nickname, writer, line);
        }
    }

    private void Tell(string nickname, StreamWriter writer, string line)
    {
        bool isWrong = _fault is { } wrong && wrong.Nickname == nickname && line.Contains(wrong.Text, StringComparison.Ordinal);
        string lines = (isWrong ? _fault?.Fault : null) switch
        {
            Fault.Drop or Fault.HangUp => "",
            Fault.Repeat => $"{line}\n{line}\n",
            Fault.Swap => "",
            _ => $"{line}\n",
        };
        if (isWrong && _fault?.Fault == Fault.Swap)
        {
            _heldBack = line;
        }
        else if (_heldBack is not null && nickname == _fault?.Nickname)
        {
            lines += $"{_heldBack}\n";
            _heldBack = null;
        }

        try
        {
            writer.Write(lines);
            if (isWrong && _fault?.Fault == Fault.HangUp) writer.Dispose();
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException)
        {
            // its own reader sees to it
        }
    }
}
