namespace LineChat;

/// <summary>
/// Bytes that the garbage collector never moves: a part of an array that was allocated so. It can be made in no other way, so whoever
/// is given one may hand its address to the system, for as long as something refers to it.
/// </summary>
internal readonly struct PinnedBytes
{
    private PinnedBytes(ReadOnlyMemory<byte> memory) => Memory = memory;

    public ReadOnlyMemory<byte> Memory { get; }

    public int Length => Memory.Length;

    public ReadOnlySpan<byte> Span => Memory.Span;

    /// <summary>Allocates an array.</summary>
    /// <param name="size">How many bytes.</param>
    /// <param name="array">The array, for who writes to it.</param>
    public static PinnedBytes Allocate(int size, out byte[] array)
    {
        array = GC.AllocateUninitializedArray<byte>(size, pinned: true);
        return new(array);
    }

    public PinnedBytes Slice(int start, int length) => new(Memory.Slice(start, length));
}
