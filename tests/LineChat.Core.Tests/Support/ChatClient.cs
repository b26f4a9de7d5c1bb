using System.Net.Sockets;
using System.Text;

namespace LineChat.Tests.Support;

/// <summary>Somebody at the other end, who types and looks at what comes.</summary>
internal abstract class ChatClient : IAsyncDisposable
{
    public const string Prompt = "Please enter your name: ";

    private readonly byte[] _buffer = new byte[64 * 1024];
    private readonly List<byte> _seen = [];

    public abstract ValueTask SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken = default);

    public abstract ValueTask<int> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellationToken = default);

    public abstract void CloseSending();

    public abstract void Reset();

    public abstract ValueTask DisposeAsync();

    /// <summary>Sends, unless the server has closed.</summary>
    public async Task<bool> TrySendAsync(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            await SendAsync(bytes, Deadline.Token);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    public async Task TypeAsync(string text) => await SendAsync(Encoding.UTF8.GetBytes(text), Deadline.Token);

    public Task TypeLineAsync(string text) => TypeAsync(text + "\r\n");

    /// <summary>What comes next is exactly that.</summary>
    public Task ExpectAsync(string text) => ExpectBytesAsync(Encoding.UTF8.GetBytes(text));

    /// <summary>What comes next are exactly these bytes.</summary>
    public async Task ExpectBytesAsync(byte[] expected)
    {
        while (_seen.Count < expected.Length && IsPrefix(expected))
        {
            if (!await ReceiveAsync()) break;
        }

        bool matches = _seen.Count >= expected.Length && IsPrefix(expected);
        Assert.True(matches, $"Expected \"{Encoding.UTF8.GetString(expected)}\", but there came \"{Encoding.UTF8.GetString([.. _seen])}\".");
        _seen.RemoveRange(0, expected.Length);
    }

    public Task ExpectLineAsync(string text) => ExpectAsync(text + "\r\n");

    /// <summary>Nothing more comes, and the server has closed.</summary>
    public async Task ExpectClosedAsync()
    {
        while (_seen.Count == 0)
        {
            if (!await ReceiveAsync()) return;
        }

        Assert.Fail($"Expected the end, but there came \"{Encoding.UTF8.GetString([.. _seen])}\".");
    }

    /// <summary>Takes whatever comes, until the server has closed.</summary>
    public async Task ReadUntilClosedAsync()
    {
        while (await ReceiveAsync()) _seen.Clear();
    }

    /// <summary>All that comes until either side has closed.</summary>
    public async Task<string> ReadToEndAsync()
    {
        try
        {
            while (await ReceiveAsync())
            {
            }
        }
        catch (Exception exception) when (exception is IOException or SocketException)
        {
        }

        return Encoding.UTF8.GetString([.. _seen]);
    }

    /// <summary>The next line, without its end.</summary>
    public async Task<string> ReadLineAsync()
    {
        int end;
        while ((end = _seen.IndexOf((byte)'\n')) < 0) Assert.True(await ReceiveAsync(), "The server has closed.");
        string line = Encoding.UTF8.GetString([.. _seen[..end]]).TrimEnd('\r');
        _seen.RemoveRange(0, end + 1);
        return line;
    }

    /// <summary>The lines up to one, that one included.</summary>
    public async Task<List<string>> ReadUntilAsync(Predicate<string> isLast)
    {
        var lines = new List<string>();
        do lines.Add(await ReadLineAsync());
        while (!isLast(lines[^1]));
        return lines;
    }

    public async Task SignOnAsync(string name)
    {
        await ExpectAsync(Prompt);
        await TypeLineAsync(name);
        Assert.StartsWith($"Welcome, {name}! ", await ReadLineAsync(), StringComparison.Ordinal);
    }

    private bool IsPrefix(byte[] expected)
    {
        int length = Math.Min(expected.Length, _seen.Count);
        return _seen[..length].SequenceEqual(expected[..length]);
    }

    private async Task<bool> ReceiveAsync()
    {
        int count = await ReceiveAsync(_buffer, Deadline.Token);
        _seen.AddRange(_buffer.AsSpan(0, count));
        return count > 0;
    }
}
