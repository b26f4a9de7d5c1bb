namespace LineChat.Fuzz;

/// <summary>Arrays are the same that have the same bytes.</summary>
internal sealed class ByteArrays : IEqualityComparer<byte[]>
{
    public static ByteArrays Same { get; } = new();

    public bool Equals(byte[]? x, byte[]? y) => x.AsSpan().SequenceEqual(y);

    public int GetHashCode(byte[] obj) => obj.Length;
}
