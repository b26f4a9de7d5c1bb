using System.Buffers;
using System.IO.Pipelines;
using System.Threading.Channels;

namespace LineChat.Peer.Kestrel;

/// <summary>
/// Somebody signed on: a queue, and the loop that writes what is in it and flushes when it is empty. The queue waits when it is full, as a bounded
/// channel does unless told otherwise: nothing is lost, and an author waits for its slowest reader.
/// </summary>
internal sealed class Member
{
    private readonly Channel<ReadOnlyMemory<byte>> _queue = Channel.CreateBounded<ReadOnlyMemory<byte>>(new BoundedChannelOptions(1024) { SingleReader = true });

    public Member(string nickname, PipeWriter output)
    {
        Nickname = nickname;
        Writing = WriteAsync(output);
    }

    public string Nickname { get; }

    public ChannelWriter<ReadOnlyMemory<byte>> Queue => _queue.Writer;

    /// <summary>Done once the queue is complete and everything in it is written.</summary>
    public Task Writing { get; }

    private async Task WriteAsync(PipeWriter output)
    {
        while (await _queue.Reader.WaitToReadAsync())
        {
            while (_queue.Reader.TryRead(out var line)) output.Write(line.Span);
            await output.FlushAsync();
        }
    }
}
