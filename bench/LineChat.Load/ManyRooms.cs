using System.Text;

namespace LineChat.Load;

/// <summary>
/// Several rooms, each with as many clients, and in each a message at a time: the next is said when the one before has come to everybody in
/// the room. Its members speak in turn.
/// </summary>
internal sealed class ManyRooms
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(5);

    private readonly LoadOptions _options;
    private readonly Crowd _crowd;
    private readonly int _members;
    private readonly int[] _sent;
    private readonly int[] _heard; // of the message that was said last
    private readonly MessageReader[] _readers;
    private readonly OrderCheck[] _checks;
    private readonly Queue<int> _due = []; // rooms
    private readonly byte[] _line;
    private long _deliveries;
    private long _disordered;
    private long _repeated;

    private ManyRooms(LoadOptions options, Crowd crowd)
    {
        _options = options;
        _crowd = crowd;
        _members = options.Clients / options.Rooms;
        _sent = new int[options.Rooms];
        _heard = new int[options.Rooms];
        _readers = [.. Enumerable.Range(0, options.Clients).Select(_ => new MessageReader())];
        _checks = [.. Enumerable.Range(0, options.Clients).Select(_ => new OrderCheck(1))];
        _line = new byte[options.Size + 64];
    }

    private long Wanted => (long)_options.Rooms * _options.Messages * (_members - 1);

    public static RoomsReport Run(LoadOptions options)
    {
        if (options.Clients % options.Rooms > 0 || options.Clients / options.Rooms < 2)
        {
            throw new FormatException($"{options.Clients} clients can't be divided into {options.Rooms} rooms of two or more; write a multiple.");
        }

        using var crowd = new Crowd(options);
        crowd.SignOn();
        if (!options.IsNats)
        {
            foreach (var client in crowd.Clients) crowd.Send(client, Encoding.ASCII.GetBytes($"/join r{client.Number % options.Rooms}\r\n"));
        }

        crowd.Settle();
        return new ManyRooms(options, crowd).Talk();
    }

    private RoomsReport Talk()
    {
        _crowd.Heard = Hear;
        var measurement = new Measurement(_options.Process);
        for (int room = 0; room < _options.Rooms; room++) _due.Enqueue(room);
        while (_deliveries < Wanted && !_crowd.MustEnd)
        {
            while (_due.TryDequeue(out int room)) Say(room);
            _crowd.Turn(Patience);
        }

        double seconds = measurement.Seconds;
        double? cpu = measurement.ServerCpuSeconds;
        return new()
        {
            Mode = "rooms",
            Clients = _options.Clients,
            Rooms = _options.Rooms,
            Deliveries = _deliveries,
            Wanted = Wanted,
            Disordered = _disordered,
            Repeated = _repeated,
            LostConnections = _crowd.Lost,
            Seconds = Math.Round(seconds, 3),
            DeliveriesPerS = Math.Round(_deliveries / seconds),
            ServerCpuUsPerDelivery = cpu is { } s ? Math.Round(s * 1e6 / Math.Max(1, _deliveries), 3) : null,
            ServerCpuS = cpu is { } total ? Math.Round(total, 2) : null,
            ServerRssKb = measurement.ServerResidentKb,
            ServerPeakKb = measurement.ServerPeakKb,
        };
    }

    private void Say(int room)
    {
        int number = _sent[room]++;
        _heard[room] = 0;
        int length = _options.Size;
        int start = 0;
        if (_options.IsNats) Encoding.ASCII.TryGetBytes($"PUB r{room} {length}\r\n", _line, out start);
        var text = _line.AsSpan(start, length + 2);
        text.Fill((byte)'.');
        Encoding.ASCII.TryGetBytes($"~{number} ", text, out _);
        "\r\n"u8.CopyTo(text[length..]);
        _crowd.Send(_crowd.Clients[room + (number % _members * _options.Rooms)], _line.AsSpan(0, start + length + 2));
    }

    private void Hear(Client client, ReadOnlySpan<byte> bytes)
    {
        int room = client.Number % _options.Rooms;
        while (_readers[client.Number].TryRead(ref bytes, out long number))
        {
            var arrival = number >= 0 && number < _sent[room] ? Check(client, room, (int)number) : Arrival.Late;
            if (arrival == Arrival.Repeated)
            {
                _repeated++;
                continue;
            }

            _deliveries++;
            if (arrival == Arrival.Late) _disordered++;
            if (++_heard[room] == _members - 1 && _sent[room] < _options.Messages) _due.Enqueue(room);
        }
    }

    // Who speaks does not hear it: then its own number is what it has heard last.
    private Arrival Check(Client client, int room, int number)
    {
        int member = client.Number / _options.Rooms;
        if (number > 0 && (number - 1) % _members == member) _checks[client.Number].Check(number - 1);
        return number < _sent[room] - 1 ? Arrival.Repeated : _checks[client.Number].Check(number);
    }
}
