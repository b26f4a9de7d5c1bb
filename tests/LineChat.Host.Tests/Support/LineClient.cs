using System.Net;
using System.Net.Sockets;
using System.Text;

namespace LineChat.Host.Tests.Support;

/// <summary>Somebody with a plain TCP socket, who expects to the byte what a terminal would show.</summary>
internal sealed class LineClient : IDisposable
{
    private readonly Socket _socket;
    private readonly Transcript _transcript;

    private LineClient(Socket socket)
    {
        _socket = socket;
        _transcript = new(new NetworkStream(socket));
    }

    public static async Task<LineClient> ConnectAsync(int port, IPAddress? address = null, int? receiveBuffer = null)
    {
        address ??= IPAddress.Loopback;
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        if (receiveBuffer is { } size) socket.ReceiveBufferSize = size;
        using var deadline = Deadline.Start();
        await socket.ConnectAsync(address, port, deadline.Token);
        return new(socket);
    }

    public static async Task<LineClient> SignOnAsync(int port, string nickname, string welcome, IPAddress? address = null)
    {
        var client = await ConnectAsync(port, address);
        await client.ExpectAsync("Please enter your name: ");
        await client.TypeAsync(nickname);
        await client.ExpectAsync(welcome + "\r\n");
        return client;
    }

    public async Task TypeAsync(string line) => await _socket.SendAsync(Encoding.UTF8.GetBytes(line + "\r\n"));

    public Task ExpectAsync(string text) => _transcript.ExpectAsync(text);

    public Task ExpectLineAsync(string line) => _transcript.ExpectAsync(line + "\r\n");

    public Task ExpectSoonerOrLaterAsync(string text) => _transcript.ExpectSoonerOrLaterAsync(text);

    public Task ExpectEndAsync() => _transcript.ExpectEndAsync();

    public void Dispose() => _socket.Dispose();
}
