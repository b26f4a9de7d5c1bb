using System.Net;
using System.Text;

namespace LineChat.Interleavings;

/// <summary>A connection that takes everything at once, and notices when two send to it.</summary>
internal sealed class Listening(string id) : IChatConnection
{
    private readonly StringBuilder _heard = new();
    private bool _isSending;

    public string Id => id;

    public EndPoint? RemoteEndPoint => null;

    /// <summary>When what is sent has been taken.</summary>
    public Task IsTaken { get; init; } = Task.CompletedTask;

    /// <summary>Whether every send fails from now on.</summary>
    public bool IsBroken { get; set; }

    /// <summary>What was sent since it was last asked.</summary>
    public string Heard
    {
        get
        {
            string heard = _heard.ToString();
            _heard.Clear();
            return heard;
        }
    }

    public ValueTask<int> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        if (IsBroken) throw new IOException("The connection is broken."); // at once, or the rest would be on a thread that is not told of
        Take(bytes.Span);
        return new(IsTaken);
    }

    public void Take(ReadOnlySpan<byte> bytes)
    {
        Assert.False(_isSending, "Two send at once.");
        _isSending = true;
        string text = Encoding.UTF8.GetString(bytes);
        Strand.Point($"sends to {id}");
        _heard.Append(text);
        _isSending = false;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
