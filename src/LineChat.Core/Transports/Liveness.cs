using System.Runtime.InteropServices;

namespace LineChat.Transports;

/// <summary>
/// Finds out that the client of a TCP connection has vanished without a word, on Linux: it owes an answer, and is not heard; or it
/// acknowledges nothing, though it has room. The system itself notices the first in silence (<see cref="SocketTuning"/>), but while
/// bytes are unacknowledged it repeats them for a quarter of an hour. A mutable struct: keep it in a field that is not readonly.
/// </summary>
/// <remarks>
/// TCP_USER_TIMEOUT (RFC 5482) would be simpler, but on Linux it also ends connections whose client acknowledges everything and only
/// does not read (tcp(7), "due to zero window size"). How long a client may leave data unread is for
/// <see cref="LimitOptions.StallTimeout"/> to say. So TCP_INFO is looked at instead.
/// </remarks>
internal unsafe partial struct Liveness
{
    /// <summary>How often to look within the limit.</summary>
    public const int Looks = 25;

    /// <summary>The limit, the least that RFC 5482 asks for. With the time between two looks it stays below two minutes.</summary>
    public static readonly TimeSpan DefaultLimit = TimeSpan.FromSeconds(100);

    private const int ProtocolTcp = 6; // IPPROTO_TCP
    private const int TcpInfo = 11; // TCP_INFO

    // struct tcp_info, which only ever grows at its end; Linux 5.4 and later have all of this.
    private const int Probes = 3;
    private const int Unacknowledged = 24;
    private const int LastDataReceived = 52;
    private const int LastAcknowledgementReceived = 56;
    private const int BytesAcknowledged = 120;
    private const int SendWindow = 228;
    private const int InfoSize = 232;

    private ulong _acknowledged;
    private int _silent; // looks in a row
    private int _stuck;

    /// <summary>Looks once more.</summary>
    /// <param name="descriptor">The connection's socket.</param>
    /// <param name="limit">For how long a client that owes an answer may be silent.</param>
    public bool HasVanished(int descriptor, TimeSpan limit)
    {
        byte* info = stackalloc byte[InfoSize];
        int length = InfoSize;
        if (GetOption(descriptor, ProtocolTcp, TcpInfo, info, &length) != 0 || length < InfoSize) return false;

        bool isUnacknowledged = *(uint*)(info + Unacknowledged) > 0;
        uint heard = Math.Min(*(uint*)(info + LastDataReceived), *(uint*)(info + LastAcknowledgementReceived));
        bool isSilent = (isUnacknowledged || info[Probes] > 0) && heard >= limit.TotalMilliseconds;
        ulong acknowledged = *(ulong*)(info + BytesAcknowledged);
        bool isStuck = isUnacknowledged && acknowledged == _acknowledged && *(uint*)(info + SendWindow) > 0;

        _acknowledged = acknowledged;
        _silent = isSilent ? _silent + 1 : 0;
        _stuck = isStuck ? _stuck + 1 : 0;
        return _silent > 1 || _stuck > Looks; // at one look an answer may just be on its way
    }

    [LibraryImport("libc", EntryPoint = "getsockopt")]
    private static partial int GetOption(int descriptor, int level, int option, byte* value, int* length);
}
