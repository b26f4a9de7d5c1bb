using Microsoft.Extensions.Logging;

namespace LineChat.Transports;

/// <summary>Makes a sender for each walk that is under way at the same time: with an io_uring of its own, up to as many as there are
/// processors.</summary>
internal sealed class SocketBatchSenders(bool useIoUring, ILogger logger) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly List<SocketBatchSender> _made = [];

    public IBatchSender Create()
    {
        lock (_lock)
        {
            var sender = new SocketBatchSender(useIoUring && _made.Count < Environment.ProcessorCount ? IoUring.TryCreate() : null, logger);
            _made.Add(sender);
            return sender;
        }
    }

    public void Dispose()
    {
        lock (_lock) _made.ForEach(sender => sender.Dispose());
    }
}
