namespace LineChat;

/// <summary>
/// Sends to many connections with one call, each as much as it takes at once. Not for two threads at once.
/// </summary>
internal interface IBatchSender
{
    /// <summary>How many sends may be added before they are submitted.</summary>
    int Capacity { get; }

    /// <summary>Whether it sends to such connections.</summary>
    bool Takes(IChatConnection connection);

    /// <summary>Adds a send.</summary>
    /// <param name="connection">Where to; no other send to it may be under way, or begin before <see cref="Submit"/> has returned.</param>
    /// <param name="bytes">What to send. It must not change, and must be referred to, until <see cref="Submit"/> has returned.</param>
    /// <returns>False if it can't send to this connection any more, or never could; <see cref="IChatConnection.SendAsync"/> can.</returns>
    bool TryAdd(IChatConnection connection, PinnedBytes bytes);

    /// <summary>Does the sends that were added.</summary>
    /// <param name="taken">
    /// For each of them, in their order, how many bytes were taken. What wasn't is for <see cref="IChatConnection.SendAsync"/>, which
    /// waits, or says that the connection is broken.
    /// </param>
    void Submit(Span<int> taken);
}
