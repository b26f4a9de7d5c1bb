using System.Buffers.Binary;
using System.Net;

namespace LineChat.Load;

/// <summary>The addresses of a network of IPv4 that the clients of a soak connect from: a few that many share, and the others, in turn.</summary>
internal sealed record Addresses(IPNetwork Network)
{
    private const int SharedOnes = 256; // the server's own and the network's among them
    private const int FirstShared = 16;

    /// <summary>The most bits that the network's number may have, so that there are addresses enough.</summary>
    public const int LongestPrefix = 20;

    private int Count => 1 << (32 - Network.PrefixLength);

    /// <summary>Returns the address of those with this number.</summary>
    public IPAddress Shared(int number) => At(FirstShared + number);

    /// <summary>Returns the address of one client, which is another's again after thousands.</summary>
    public IPAddress Single(int number) => At(SharedOnes + (number % (Count - SharedOnes - 1)));

    private IPAddress At(int index)
    {
        byte[] bytes = Network.BaseAddress.GetAddressBytes();
        BinaryPrimitives.WriteUInt32BigEndian(bytes, BinaryPrimitives.ReadUInt32BigEndian(bytes) + (uint)index);
        return new(bytes);
    }
}
