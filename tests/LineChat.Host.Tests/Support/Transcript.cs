using System.Text;

namespace LineChat.Host.Tests.Support;

/// <summary>What comes out of a stream of text, read piece by piece as a test expects it.</summary>
internal sealed class Transcript(Stream stream)
{
    private readonly byte[] _buffer = new byte[4096];
    private readonly List<byte> _pending = [];

    /// <summary>The next bytes are these, no others between.</summary>
    public async Task ExpectAsync(string text)
    {
        int length = Encoding.UTF8.GetByteCount(text);
        await ReadUntilAsync(() => _pending.Count >= length, text);
        Assert.Equal(text, Take(length));
    }

    /// <summary>The text comes sooner or later; what stands before it does not matter.</summary>
    public async Task ExpectSoonerOrLaterAsync(string text)
    {
        int length = Encoding.UTF8.GetByteCount(text);
        int end = -1;
        await ReadUntilAsync(() => (end = EndOf(text, length)) >= 0, text);
        Take(end);
    }

    /// <summary>Nothing more comes: the other side has closed.</summary>
    public async Task ExpectEndAsync()
    {
        using var deadline = Deadline.Start();
        int count = await stream.ReadAsync(_buffer, deadline.Token);
        Assert.Equal("", Take(_pending.Count) + Encoding.UTF8.GetString(_buffer, 0, count));
    }

    private async Task ReadUntilAsync(Func<bool> enough, string awaited)
    {
        using var deadline = Deadline.Start();
        try
        {
            while (!enough())
            {
                int count = await stream.ReadAsync(_buffer, deadline.Token);
                if (count == 0) Assert.Fail($"Expected \"{awaited}\", but the end came after \"{Take(_pending.Count)}\".");
                _pending.AddRange(_buffer.AsSpan(0, count));
            }
        }
        catch (OperationCanceledException)
        {
            Assert.Fail($"Expected \"{awaited}\", but only \"{Take(_pending.Count)}\" came in {Deadline.Time}.");
        }
    }

    private int EndOf(string text, int length)
    {
        int start = _pending.ToArray().AsSpan().IndexOf(Encoding.UTF8.GetBytes(text));
        return start < 0 ? -1 : start + length;
    }

    private string Take(int count)
    {
        string taken = Encoding.UTF8.GetString([.. _pending[..count]]);
        _pending.RemoveRange(0, count);
        return taken;
    }
}
