using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace LineChat.Load;

/// <summary>One connection to the server. Nothing that it does waits.</summary>
internal sealed class Client : IDisposable
{
    private const int ClientsPerAddress = 20_000; // there are only so many ports for each
    private const int NarrowBuffer = 4096;
    private const int NarrowSegment = 536; // what every network carries (RFC 9293, 3.7.1)
    private const int MaximumSegment = 2; // TCP_MAXSEG
    private const int Information = 11; // TCP_INFO, whose first byte is the state
    private const byte Established = 1;
    private const int BindAddressWithoutPort = 24; // IP_BIND_ADDRESS_NO_PORT: the port is chosen when it connects, by both addresses

    private readonly Socket _socket;

    /// <summary>Begins to connect.</summary>
    /// <param name="number">What tells it from all others of this run.</param>
    /// <param name="server">Where to.</param>
    /// <param name="isNarrow">Whether the system keeps little of what is on its way, as between two machines: loopback keeps megabytes before the server learns that nobody reads.</param>
    /// <param name="from">The address it connects from; null is anywhere.</param>
    public Client(int number, IPEndPoint server, bool isNarrow = false, IPAddress? from = null)
    {
        Number = number;
        try
        {
            _socket = new(server.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { Blocking = false, NoDelay = true };
            if (from is not null) BindTo(from);
            else if (number >= ClientsPerAddress && IPAddress.IsLoopback(server.Address) && server.AddressFamily == AddressFamily.InterNetwork) BindTo(LoopbackAddress(number));
            if (isNarrow) MakeNarrow();
        }
        catch (SocketException exception)
        {
            throw new LoadException($"There is no socket for client {number}: {exception.Message}.");
        }

        var address = server.Serialize();
        if (LibC.Connect(_socket.SafeHandle, address.Buffer.Span[..address.Size], address.Size) < 0 && LibC.LastError != LibC.InProgress)
        {
            throw new LoadException($"Cannot connect to {server}: {Marshal.GetLastPInvokeErrorMessage()}.");
        }
    }

    public int Number { get; }

    public ClientState State { get; set; }

    /// <summary>Whether the server has said something since it got the name.</summary>
    public bool IsAnswered { get; set; }

    public SafeHandle Handle => _socket.SafeHandle;

    /// <summary>Whether the server has not ended it, as far as is known without reading.</summary>
    public bool IsEstablished
    {
        get
        {
            byte[] state = new byte[1];
            return State != ClientState.Gone && _socket.GetRawSocketOption((int)SocketOptionLevel.Tcp, Information, state) == 1 && state[0] == Established;
        }
    }

    /// <summary>What went wrong in connecting, if anything did.</summary>
    public SocketError Error => (SocketError)_socket.GetSocketOption(SocketOptionLevel.Socket, SocketOptionName.Error)!;

    /// <returns>How many bytes came; 0 for none at the moment, -1 for the end of the connection.</returns>
    public int Receive(Span<byte> buffer) => LibC.Receive(Handle, buffer) switch
    {
        > 0 and var count => (int)count,
        < 0 when LibC.LastError is LibC.Again or LibC.Interrupted => 0,
        _ => -1,
    };

    /// <returns>How many bytes were taken; 0 for none at the moment, -1 for the end of the connection.</returns>
    public int Send(ReadOnlySpan<byte> bytes) => LibC.Send(Handle, bytes) switch
    {
        >= 0 and var count => (int)count,
        _ => LibC.LastError is LibC.Again or LibC.Interrupted ? 0 : -1,
    };

    /// <summary>Sends no more, and goes on reading.</summary>
    public void HalfClose() => _ = LibC.Shutdown(Handle);

    /// <summary>Takes nothing off the network any more and acknowledges nothing, as if the line were cut. What it sends still goes out.</summary>
    public void GoDeaf() => LibC.AttachFilter(_socket);

    /// <summary>Ends what <see cref="GoDeaf"/> began.</summary>
    public void HearAgain() => LibC.DetachFilter(_socket);

    /// <summary>Breaks the connection off.</summary>
    public void Reset()
    {
        if (State == ClientState.Gone) return;
        _socket.LingerState = new(true, 0);
        Dispose();
    }

    public void Dispose()
    {
        State = ClientState.Gone;
        _socket.Dispose();
    }

    private static IPAddress LoopbackAddress(int number)
    {
        int address = number / ClientsPerAddress % 250 + 1;
        return new([127, 0, 0, (byte)address]);
    }

    private void MakeNarrow()
    {
        _socket.ReceiveBufferSize = NarrowBuffer;
        _socket.SetRawSocketOption((int)SocketOptionLevel.Tcp, MaximumSegment, BitConverter.GetBytes(NarrowSegment));
    }

    private void BindTo(IPAddress address)
    {
        _socket.SetRawSocketOption((int)SocketOptionLevel.IP, BindAddressWithoutPort, BitConverter.GetBytes(1));
        _socket.Bind(new IPEndPoint(address, 0));
    }
}
