using System.Globalization;
using System.Net;

namespace LineChat.Host;

/// <summary>What the operator reads at the start: where the chat listens, how to join, and how to let others in.</summary>
internal static class Banner
{
    public static string For(IReadOnlyList<EndPoint> endPoints)
    {
        var addresses = endPoints.OfType<IPEndPoint>().ToArray();
        string text = $"LineChat listens on {string.Join(" and ", endPoints)}.\n";
        if (addresses.Length == 0) return text;

        bool open = addresses.Any(address => !IPAddress.IsLoopback(address.Address));
        string port = addresses[0].Port.ToString(CultureInfo.InvariantCulture);
        text += $"  Join from here:   telnet {Name(addresses[0].Address)} {port}\n";
        text += open
            ? $"  Others join with: telnet {(IsAny(addresses) ? Dns.GetHostName() : string.Join(" or ", addresses.Select(a => a.Address)))} {port}\n"
            : $"  Let others in:    linechat --listen [::]:{port}\n";
        return text + "  Stop it:          Ctrl-C\n";
    }

    private static bool IsAny(IPEndPoint[] addresses) => addresses.Any(a => a.Address.Equals(IPAddress.Any) || a.Address.Equals(IPAddress.IPv6Any));

    private static string Name(IPAddress address) =>
        IPAddress.IsLoopback(address) || address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any) ? "localhost" : address.ToString();
}
