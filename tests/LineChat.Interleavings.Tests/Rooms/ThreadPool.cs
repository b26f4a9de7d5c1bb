using LineChat.Interleavings;

namespace LineChat.Rooms;

/// <summary>What the room's sources find under this name here: each work item is one more thread of the story.</summary>
internal static class ThreadPool
{
    public static void UnsafeQueueUserWorkItem(IThreadPoolWorkItem work, bool preferLocal) => Strand.Begin(work.Execute);

    public static void UnsafeQueueUserWorkItem<T>(Action<T> work, T state, bool preferLocal) => Strand.Begin(() => work(state));
}
