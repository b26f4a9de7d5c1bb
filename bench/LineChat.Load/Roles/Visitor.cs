using System.Net;
using System.Net.Sockets;
using System.Text;

namespace LineChat.Load.Roles;

/// <summary>One connection of a soak beside the witnesses, and whoever plays its part. What it says may wait; it does not.</summary>
internal sealed class Visitor : IDisposable
{
    private readonly Client _client;
    private byte[] _unsent = [];

    /// <summary>Begins to connect.</summary>
    /// <param name="number">What tells it from all others of this run.</param>
    /// <param name="options">What load it is part of.</param>
    /// <param name="part">What it is to do.</param>
    /// <param name="address">Where it connects from; null is anywhere.</param>
    public Visitor(int number, LoadOptions options, Part part, IPAddress? address)
    {
        Part = part;
        Options = options;
        Random = new(unchecked(options.Seed * 1_000_003 + number));
        Nickname = $"{options.Nickname}v{number}";
        _client = new(number, options.Server, part.IsNarrow, address);
        Script = part.Play(this).GetEnumerator();
    }

    public Part Part { get; }

    public LoadOptions Options { get; }

    public Random Random { get; }

    public string Nickname { get; }

    public IEnumerator<Wait> Script { get; }

    /// <summary>Which of its waits is the current one.</summary>
    public int Step { get; set; }

    /// <summary>Whether what comes is read at once.</summary>
    public bool IsReading { get; set; } = true;

    /// <summary>Whether it has asked the server to let it go, or gone itself.</summary>
    public bool IsLeaving { get; private set; }

    public bool HasJoined { get; private set; }

    /// <summary>Whether the connection is over, whoever ended it.</summary>
    public bool HasEnded { get; private set; }

    public bool HasSentAll => _unsent.Length == 0 && _client.State != ClientState.Connecting;

    public Client Client => _client;

    /// <summary>Waits to be asked, says a name, and waits for the answer.</summary>
    public IEnumerable<Wait> SignOn()
    {
        yield return Wait.UntilHeard();
        Say(Nickname);
        yield return Wait.UntilHeard();
        Join();
    }

    /// <summary>Counts it among those who are in.</summary>
    public void Join()
    {
        if (!HasJoined) Part.Joined();
        HasJoined = true;
    }

    public void Say(string line) => Send(Encoding.UTF8.GetBytes($"{line}\r\n"));

    public void Send(ReadOnlySpan<byte> bytes)
    {
        if (_unsent.Length == 0 && _client.State != ClientState.Connecting) SendNow(bytes);
        else _unsent = [.. _unsent, .. bytes];
    }

    /// <summary>Asks the server to let it go.</summary>
    public void Quit()
    {
        IsLeaving = true;
        Say("/quit");
    }

    /// <summary>Sends no more, which asks the server to let it go too.</summary>
    public void HalfClose()
    {
        IsLeaving = true;
        _client.HalfClose();
    }

    public void Reset()
    {
        IsLeaving = true;
        HasEnded = true;
        _client.Reset();
    }

    /// <summary>Is served though it should not be any more.</summary>
    public void Outstay() => Part.HasOutstayed();

    /// <summary>Reads what has come.</summary>
    /// <returns>How many bytes; the end of the connection is <see cref="HasEnded"/>.</returns>
    public int Read(Span<byte> buffer)
    {
        int count = _client.Receive(buffer);
        if (count < 0) HasEnded = true;
        return Math.Max(0, count);
    }

    /// <summary>Goes on with connecting and sending, once it can.</summary>
    public void GoOn()
    {
        if (_client.State == ClientState.Connecting)
        {
            HasEnded |= _client.Error != SocketError.Success;
            _client.State = ClientState.Connected;
        }

        if (_unsent.Length == 0 || HasEnded) return;
        byte[] unsent = _unsent;
        _unsent = [];
        SendNow(unsent);
    }

    public void Dispose()
    {
        Script.Dispose();
        _client.Dispose();
    }

    private void SendNow(ReadOnlySpan<byte> bytes)
    {
        if (HasEnded) return;
        int taken = _client.Send(bytes);
        if (taken < 0) HasEnded = true;
        else if (taken < bytes.Length) _unsent = bytes[taken..].ToArray();
    }
}
