using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace LineChat.Torture.Support;

/// <summary>
/// A network namespace for one check (network_namespaces(7)): a server and its clients have addresses there that are not loopback's, as on a real network, and nothing leaves the machine. One thread is in it.
/// A socket or a process belongs to the namespace of the thread that makes it, whoever uses it later.
/// </summary>
internal sealed partial class PrivateNetwork : IDisposable
{
    private const int NewNetwork = 0x40000000; // CLONE_NEWNET

    // On a loopback device every address of the subnet is local (ip-address(8)); of IPv6 only those that are given.
    private static readonly string[] Setup =
        ["link set lo up", "address add 10.77.0.1/16 dev lo", .. Enumerable.Range(1, IPv6Hosts).Select(host => $"address add {IPv6Host(host)}/64 dev lo nodad")];

    private readonly BlockingCollection<Action> _work = [];

    /// <exception cref="InvalidOperationException">It cannot be made; see <see cref="NetworkFactAttribute"/>.</exception>
    public PrivateNetwork()
    {
        new Thread(Work) { IsBackground = true, Name = "in a network of its own" }.Start();
        if (Make(() => Unshare(NewNetwork)) != 0) throw new InvalidOperationException("Cannot make a network namespace.");
        foreach (string command in Setup)
        {
            using var ip = Make(() => Process.Start(new ProcessStartInfo("ip", command.Split(' ')) { RedirectStandardError = true })!);
            string error = ip.StandardError.ReadToEnd();
            ip.WaitForExit();
            if (ip.ExitCode != 0) throw new InvalidOperationException($"'ip {command}' failed: {error}");
        }
    }

    /// <summary>Gets how many addresses of one /64 there are; none where the system has no IPv6.</summary>
    public static int IPv6Hosts => Socket.OSSupportsIPv6 ? 9 : 0;

    /// <summary>Gets where the server is to listen: at every address, at a free port.</summary>
    public static string Listen => Socket.OSSupportsIPv6 ? "[::]:0" : "0.0.0.0:0";

    /// <summary>Returns an address by its number, from 1; the server's is 1.</summary>
    public static IPAddress Host(int number) => new([10, 77, (byte)(number >> 8), (byte)number]);

    /// <summary>Returns an address of the /64 by its number, from 1; the server's is 1.</summary>
    public static IPAddress IPv6Host(int number) => IPAddress.Parse($"fd77::{number:x}");

    /// <summary>Makes something that stays in this network: a socket, a process.</summary>
    public T Make<T>(Func<T> make)
    {
        var made = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        _work.Add(() =>
        {
            try
            {
                made.SetResult(make());
            }
            catch (Exception exception)
            {
                made.SetException(exception);
            }
        });
        return made.Task.GetAwaiter().GetResult();
    }

    /// <summary>Returns the route of a client that connects from this address.</summary>
    public Route RouteFrom(IPAddress address, int port) =>
        new(new(address.AddressFamily == AddressFamily.InterNetworkV6 ? IPv6Host(1) : Host(1), port), () => NewSocket(address));

    public void Dispose() => _work.CompleteAdding();

    private Socket NewSocket(IPAddress from)
    {
        var socket = Make(() => new Socket(from.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true });
        socket.Bind(new IPEndPoint(from, 0));
        return socket;
    }

    private void Work()
    {
        foreach (var make in _work.GetConsumingEnumerable()) make();
    }

    [LibraryImport("libc", EntryPoint = "unshare")]
    private static partial int Unshare(int flags);
}
