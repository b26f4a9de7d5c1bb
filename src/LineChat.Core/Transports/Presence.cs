using System.Runtime.InteropServices;

namespace LineChat.Transports;

/// <summary>
/// Finds out that the client of a TCP connection has vanished without a word, on Linux: it owes an answer, and nothing has been heard from it for too long. In silence the system
/// asks for an answer itself (<see cref="TcpOptions"/>), but not while bytes are unacknowledged; those it repeats for a quarter of an hour.
/// </summary>
/// <remarks>
/// TCP_USER_TIMEOUT (RFC 5482) would end both, but on Linux it also ends connections whose client acknowledges everything and only does not read (tcp(7), "due to zero window size").
/// For how long a client may leave data unread is for <see cref="LineChatOptions.StallTimeout"/> to say. So TCP_INFO is looked at instead.
/// </remarks>
internal static unsafe partial class Presence
{
    /// <summary>For how long nothing may be heard from a client that owes an answer. With the time between two looks it stays below two minutes.</summary>
    public static readonly TimeSpan DefaultLimit = TimeSpan.FromSeconds(110);

    private const int ProtocolTcp = 6; // IPPROTO_TCP
    private const int TcpInfo = 11; // TCP_INFO

    // struct tcp_info: what is needed of it has stood at the same place since Linux 2.6.
    private const int InfoSize = 60;
    private const int Probes = 3;
    private const int Unacknowledged = 24;
    private const int LastDataReceived = 52;
    private const int LastAcknowledgementReceived = 56;

    /// <summary>Whether a client owes an answer, and nothing has been heard from it within the limit.</summary>
    public static bool IsSilent(int descriptor, TimeSpan limit)
    {
        byte* info = stackalloc byte[InfoSize];
        int length = InfoSize;
        if (GetOption(descriptor, ProtocolTcp, TcpInfo, info, &length) != 0 || length < InfoSize) return false;

        bool owesAnswer = info[Probes] > 0 || *(uint*)(info + Unacknowledged) > 0;
        return owesAnswer && Math.Min(*(uint*)(info + LastDataReceived), *(uint*)(info + LastAcknowledgementReceived)) >= limit.TotalMilliseconds;
    }

    [LibraryImport("libc", EntryPoint = "getsockopt")]
    private static partial int GetOption(int descriptor, int level, int option, byte* value, int* length);
}
