using System.Collections.Concurrent;

namespace LineChat.Rooms;

/// <summary>The batches of all walks of a chat: as many as there were walks at the same time, so a quiet room has none.</summary>
/// <param name="newSender">Makes the sender of one more.</param>
internal sealed class SendBatches(Func<IBatchSender> newSender)
{
    private readonly ConcurrentBag<SendBatch> _spare = [];
    private SendBatch? _last = new(newSender()); // that was given back: mostly the only one

    /// <summary>Takes a batch for a walk.</summary>
    public SendBatch Rent() => Interlocked.Exchange(ref _last, null) ?? (_spare.TryTake(out var spare) ? spare : new(newSender()));

    /// <summary>Gives it back, with nothing in it.</summary>
    public void Return(SendBatch batch)
    {
        if (!batch.IsOfUse || Interlocked.CompareExchange(ref _last, batch, null) is not null) _spare.Add(batch);
    }
}
