using System.Net.Sockets;
using System.Text;

namespace LineChat.Load;

/// <summary>
/// All the clients, driven by one thread: two would take from the server what they gain. Each client says its name when the server first says something, and is signed on then.
/// </summary>
internal sealed class Crowd(LoadOptions options) : IDisposable
{
    private static readonly TimeSpan ALittle = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan QuietBeforeAnswers = TimeSpan.FromSeconds(3);

    private readonly Epoll _epoll = new();
    private readonly List<Client> _clients = [];
    private readonly byte[] _received = GC.AllocateUninitializedArray<byte>(256 * 1024, pinned: true);
    private readonly long _start = Clock.Microseconds;
    private int _answered; // how many have heard something since they said their name
    private long _lastSign = Clock.Microseconds; // when something was last said or heard

    /// <summary>Gets what a client hears once it is signed on.</summary>
    public delegate void Hearer(Client client, ReadOnlySpan<byte> bytes);

    public Hearer Heard { get; set; } = static (_, _) => { };

    /// <summary>Those who came, by their number.</summary>
    public IReadOnlyList<Client> Clients => _clients;

    public int SignedOn { get; private set; }

    /// <summary>How many connections the server has ended.</summary>
    public int Lost { get; private set; }

    public long BytesHeard { get; private set; }

    /// <summary>Whether there is no use in going on.</summary>
    public bool MustEnd => HasFailed || Clock.SecondsSince(_lastSign) > options.Patience.TotalSeconds;

    private bool HasFailed => Lost > 0 || Clock.SecondsSince(_start) > options.Limit.TotalSeconds;

    public Client Connect()
    {
        int number = _clients.Count;
        var client = new Client(number, options.Server, isNarrow: options.WillStall(number), options.From?.Single(number));
        _clients.Add(client);
        _epoll.Watch(client.Handle, client.Number);
        return client;
    }

    /// <summary>Lets all clients sign on, so many at once as the options say.</summary>
    public void SignOn()
    {
        while (SignedOn < options.Clients)
        {
            while (_clients.Count < options.Clients && _clients.Count - SignedOn < options.Burst) Connect();
            Turn(ALittle);
            if (MustEnd) throw new LoadException($"{SignedOn} of {options.Clients} clients signed on, and {Lost} connections were lost.");
        }
    }

    /// <summary>
    /// Lets pass what is under way: until nothing has come for half a second. A server that has not answered everybody may not have let everybody in yet, so that
    /// takes longer; for ever it can't, since some servers never greet whoever comes.
    /// </summary>
    public void Settle()
    {
        long before = BytesHeard;
        for (long quiet = Clock.Microseconds; Clock.SecondsSince(quiet) < (_answered == SignedOn ? Quiet : QuietBeforeAnswers).TotalSeconds && !HasFailed;)
        {
            Turn(ALittle);
            if (BytesHeard == before) continue;
            before = BytesHeard;
            quiet = Clock.Microseconds;
        }

        _lastSign = Clock.Microseconds;
    }

    /// <summary>Stops reading for a client, for good.</summary>
    public void Stall(Client client) => _epoll.Ignore(client.Handle);

    /// <summary>Sends it all. While the server does not take it the clients go on reading.</summary>
    public void Send(Client client, ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty && client.State != ClientState.Gone && !MustEnd)
        {
            int taken = client.Send(bytes);
            if (taken < 0) Lose(client);
            else bytes = bytes[taken..];
            if (taken == 0) Turn(TimeSpan.FromMilliseconds(1));
        }

        _lastSign = Clock.Microseconds;
    }

    /// <summary>Waits until something comes, and reads all that has.</summary>
    public void Turn(TimeSpan longest)
    {
        int count = _epoll.Wait(longest);
        if (count > 0) _lastSign = Clock.Microseconds;
        for (int i = 0; i < count; i++)
        {
            var (number, happened) = _epoll[i];
            var client = _clients[number];
            if (client.State == ClientState.Connecting && (happened & ~Epoll.Happenings.Readable) != 0) FinishConnecting(client);
            if (client.State != ClientState.Gone && (happened & ~Epoll.Happenings.Writable) != 0) Read(client, toTheEnd: (happened & Epoll.Happenings.ClosedByPeer) != 0);
        }
    }

    public void Dispose()
    {
        foreach (var client in _clients) client.Dispose();
        _epoll.Dispose();
    }

    private void FinishConnecting(Client client)
    {
        if (client.Error is var error and not SocketError.Success) throw new LoadException($"Cannot connect to {options.Server}: {new SocketException((int)error).Message}.");
        client.State = ClientState.Connected;
    }

    // A read that does not fill the buffer was the last: what comes later is told again. Only the end of the connection may have been told already.
    private void Read(Client client, bool toTheEnd)
    {
        int count;
        do
        {
            count = client.Receive(_received);
            if (count < 0)
            {
                Lose(client);
                return;
            }

            if (count == 0) return;
            BytesHeard += count;
            if (client.State == ClientState.SignedOn)
            {
                if (!client.IsAnswered) _answered++;
                client.IsAnswered = true;
                Heard(client, _received.AsSpan(0, count));
            }
            else
            {
                SayName(client);
            }
        }
        while (client.State != ClientState.Gone && (count == _received.Length || toTheEnd));
    }

    private void SayName(Client client)
    {
        client.State = ClientState.SignedOn;
        SignedOn++;
        string name = options.IsNats
            ? $"CONNECT {{\"verbose\":false,\"pedantic\":false,\"echo\":false}}\r\nSUB r{client.Number % options.Rooms} 1\r\n"
            : $"{options.Nickname}{client.Number}\r\n{(options.Room is { } room ? $"/join {room}\r\n" : "")}";
        Send(client, Encoding.ASCII.GetBytes(name));
    }

    private void Lose(Client client)
    {
        client.Dispose();
        Lost++;
    }
}
