using System.Net.Sockets;
using System.Text;

namespace LineChat.Torture.Support;

/// <summary>A client that sends what it likes. Bytes are written as the characters U+0000 to U+00FF.</summary>
internal sealed class Attacker : IDisposable
{
    public const string Prompt = "Please enter your name: ";

    // So much of what was received is kept at the end.
    private const int Kept = 64 * 1024;

    private readonly Socket _socket;
    private readonly byte[] _buffer = new byte[8 * 1024];
    private string _pending = "";

    private Attacker(Socket socket) => _socket = socket;

    /// <summary>How many bytes were received.</summary>
    public long Received { get; private set; }

    /// <param name="port">Where the server is.</param>
    /// <param name="receiveBuffer">How much the system may take from the server before it is read; 0 is as usual.</param>
    public static Task<Attacker> ConnectAsync(int port, int receiveBuffer = 0) => ConnectAsync(Route.Loopback(port), receiveBuffer);

    /// <param name="route">How it reaches the server.</param>
    /// <param name="receiveBuffer">How much the system may take from the server before it is read; 0 is as usual.</param>
    /// <param name="sendBuffer">How much the system may keep for the server; 0 is as usual.</param>
    public static async Task<Attacker> ConnectAsync(Route route, int receiveBuffer = 0, int sendBuffer = 0)
    {
        var attacker = new Attacker(route.NewSocket());
        if (sendBuffer > 0) attacker._socket.SendBufferSize = sendBuffer;
        if (receiveBuffer > 0) attacker._socket.ReceiveBufferSize = receiveBuffer; // before it connects, or the window is wide already
        using var deadline = Deadline.Start();
        try
        {
            await attacker._socket.ConnectAsync(route.Server, deadline.Token);
            return attacker;
        }
        catch
        {
            attacker.Dispose();
            throw;
        }
    }

    /// <summary>Connects, and signs on.</summary>
    /// <inheritdoc cref="ConnectAsync(int, int)"/>
    public static Task<Attacker> SignOnAsync(int port, string name, int receiveBuffer = 0) => SignOnAsync(Route.Loopback(port), name, receiveBuffer);

    /// <inheritdoc cref="ConnectAsync(Route, int, int)"/>
    public static async Task<Attacker> SignOnAsync(Route route, string name, int receiveBuffer = 0)
    {
        var attacker = await ConnectAsync(route, receiveBuffer);
        await attacker.TypeAsync(name);
        await attacker.ReadUntilAsync($"Welcome, {name}!");
        await attacker.ReadUntilAsync("\r\n");
        return attacker;
    }

    public Task TypeAsync(string line) => SendAsync(line + "\r\n");

    public Task SendAsync(string bytes) => SendAsync(Encoding.Latin1.GetBytes(bytes));

    public async Task SendAsync(params byte[] bytes)
    {
        using var deadline = Deadline.Start();
        await _socket.SendAsync(bytes, SocketFlags.None, deadline.Token);
    }

    /// <summary>Sends, unless the server has closed.</summary>
    /// <returns>Whether it has not.</returns>
    public async Task<bool> TrySendAsync(byte[] bytes, CancellationToken cancellationToken = default)
    {
        using var deadline = Deadline.Start();
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            await _socket.SendAsync(bytes, SocketFlags.None, either.Token);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    /// <summary>Sends each byte by itself.</summary>
    public async Task DripAsync(params byte[] bytes)
    {
        foreach (byte b in bytes) await SendAsync(b);
    }

    /// <summary>Reads until this has come, whatever comes before it.</summary>
    public async Task ReadUntilAsync(string text)
    {
        using var deadline = Deadline.Start();
        if (await TryReadUntilAsync(text, deadline.Token)) return;
        Assert.Fail($"Expected \"{text}\", but {(deadline.IsCancellationRequested ? $"in {Deadline.Time} only this came:" : "the end came after")} \"{_pending}\".");
    }

    /// <summary>Reads until this has come, unless the server closes or the time is over before.</summary>
    /// <returns>Whether it has come.</returns>
    public async Task<bool> TryReadUntilAsync(string text, CancellationToken deadline)
    {
        int at;
        while ((at = _pending.IndexOf(text, StringComparison.Ordinal)) < 0)
        {
            if (_pending.Length > Kept) _pending = _pending[^Kept..];
            try
            {
                if (await TakeAsync(deadline) == 0) return false;
            }
            catch (OperationCanceledException)
            {
                return false;
            }
        }

        _pending = _pending[(at + text.Length)..];
        return true;
    }

    /// <summary>Reads the next line, without its end.</summary>
    public async Task<string> ReadLineAsync()
    {
        using var deadline = Deadline.Start();
        int at;
        while ((at = _pending.IndexOf('\n', StringComparison.Ordinal)) < 0)
        {
            if (await ReceiveAsync(deadline.Token) == 0) Assert.Fail($"Expected a line, but the end came after \"{_pending}\".");
        }

        string line = _pending[..at].TrimEnd('\r');
        _pending = _pending[(at + 1)..];
        return line;
    }

    /// <summary>Takes what has been received and not been looked at, at least something if it is not the end.</summary>
    public async Task<string> ReadAsync()
    {
        using var deadline = Deadline.Start();
        if (_pending.Length == 0) await ReceiveAsync(deadline.Token);
        string read = _pending;
        _pending = "";
        return read;
    }

    /// <summary>Reads until the server has closed.</summary>
    /// <returns>What came at last.</returns>
    public async Task<string> ReadToEndAsync()
    {
        using var deadline = Deadline.Start();
        while (await ReceiveAsync(deadline.Token) > 0)
        {
            if (_pending.Length > Kept) _pending = _pending[^Kept..];
        }

        string read = _pending;
        _pending = "";
        return read;
    }

    /// <summary>Reads on beside whatever else it does, and forgets what comes.</summary>
    public void ReadBeside()
    {
        _ = ReadOnAsync();

        async Task ReadOnAsync()
        {
            while (await ReceiveAsync(CancellationToken.None) > 0) _pending = "";
        }
    }

    /// <summary>Ends what is sent, or what is received.</summary>
    public void Shutdown(SocketShutdown how) => _socket.Shutdown(how);

    /// <summary>Vanishes with a reset instead of an end.</summary>
    public void Reset()
    {
        _socket.LingerState = new(true, 0);
        _socket.Dispose();
    }

    /// <summary>Takes nothing off the network any more and acknowledges nothing, as if the line were cut. What it sends still goes out.</summary>
    public unsafe void GoDeaf()
    {
        var takeNothing = new Filter { Code = 0x06 }; // BPF_RET | BPF_K: of each packet no byte
        var program = new FilterProgram { Length = 1, Filters = &takeNothing };
        _socket.SetRawSocketOption(1, 26, new ReadOnlySpan<byte>(&program, sizeof(FilterProgram))); // SOL_SOCKET, SO_ATTACH_FILTER; see socket(7)
    }

    public void Dispose() => _socket.Dispose();

    /// <returns>0 when the server has closed, however it did.</returns>
    private async Task<int> ReceiveAsync(CancellationToken deadline)
    {
        try
        {
            return await TakeAsync(deadline);
        }
        catch (OperationCanceledException)
        {
            Assert.Fail($"What was expected did not come in {Deadline.Time}, but \"{_pending}\".");
            throw;
        }
    }

    private async Task<int> TakeAsync(CancellationToken deadline)
    {
        try
        {
            int received = await _socket.ReceiveAsync(_buffer, SocketFlags.None, deadline);
            Received += received;
            _pending += Encoding.Latin1.GetString(_buffer, 0, received);
            return received;
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            return 0;
        }
    }

    // sock_filter and sock_fprog of linux/filter.h.
    private struct Filter
    {
        public ushort Code;
        public byte JumpIfTrue;
        public byte JumpIfFalse;
        public uint Value;
    }

    private unsafe struct FilterProgram
    {
        public ushort Length;
        public Filter* Filters;
    }
}
