using System.Net;

namespace LineChat.Load.Roles;

/// <summary>
/// Where the visitors of a soak play their parts, on one thread: while one waits, another goes on. Each that has gone is followed by another of the same part, so that as many are there all the time.
/// </summary>
internal sealed class Stage : IDisposable
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromMilliseconds(20);

    private readonly LoadOptions _options;
    private readonly IReadOnlyList<Part> _parts;
    private readonly Epoll _epoll = new();
    private readonly Dictionary<int, Visitor> _visitors = [];
    private readonly PriorityQueue<(Part Part, Visitor? Visitor, int Step), long> _agenda = new(); // a part without a visitor: the next one comes
    private readonly byte[] _received = GC.AllocateUninitializedArray<byte>(64 * 1024, pinned: true);
    private readonly Random _random;
    private readonly Thread _thread;
    private int _next;
    private int _present;
    private int _refused;
    private volatile string? _failure;
    private volatile bool _isOver;

    /// <summary>Lets the first visitors come, over some seconds.</summary>
    /// <param name="options">What load it is part of.</param>
    /// <param name="parts">What there is to play.</param>
    public Stage(LoadOptions options, IReadOnlyList<Part> parts)
    {
        _options = options;
        _parts = parts;
        _random = new(options.Seed);
        double arriving = Math.Min(10, options.Duration.TotalSeconds / 10);
        foreach (var part in parts)
        {
            for (int i = 0; i < part.Count; i++) Invite(part, _random.NextDouble() * arriving);
        }

        _thread = new(Run) { Name = "stage", IsBackground = true };
        _thread.Start();
    }

    /// <summary>Why nobody plays any more, if it is not over.</summary>
    public string? Failure => _failure;

    /// <summary>How many connections there are.</summary>
    public int Present => Volatile.Read(ref _present);

    /// <summary>How many connections were not made.</summary>
    public int Refused => Volatile.Read(ref _refused);

    public long Joins => _parts.Sum(part => part.Joins);

    public long Leaves => _parts.Sum(part => part.Leaves);

    public long Dropped => _parts.Sum(part => part.Dropped);

    /// <summary>Lets everybody go, some in an orderly way and some not.</summary>
    public void Dispose()
    {
        _isOver = true;
        if (_thread.IsAlive) _thread.Join();
        _epoll.Dispose();
    }

    private void Run()
    {
        try
        {
            while (!_isOver)
            {
                DoWhatIsDue();
                _agenda.TryPeek(out _, out long due);
                var wait = TimeSpan.FromMicroseconds(Math.Max(0, due - Clock.Microseconds));
                Turn(wait < LongestWait ? wait : LongestWait);
            }
        }
        catch (Exception exception)
        {
            _failure = exception.Message; // there is nobody to catch it on this thread
        }

        foreach (var visitor in _visitors.Values)
        {
            if (_random.Next(2) == 0) visitor.Reset();
            visitor.Dispose();
            if (visitor.HasJoined) visitor.Part.Left();
        }
    }

    private void DoWhatIsDue()
    {
        long now = Clock.Microseconds;
        while (_agenda.TryPeek(out var entry, out long due) && due <= now)
        {
            _agenda.Dequeue();
            if (entry.Visitor is not { } visitor) Begin(entry.Part);
            else if (visitor.Step == entry.Step) Advance(visitor);
        }
    }

    private void Begin(Part part)
    {
        Visitor visitor;
        try
        {
            visitor = new(_next, _options, part, AddressOf(part, _next));
            _next++;
        }
        catch (LoadException)
        {
            Volatile.Write(ref _refused, _refused + 1);
            Invite(part, 1);
            return;
        }

        part.Came();
        _visitors.Add(visitor.Client.Number, visitor);
        Volatile.Write(ref _present, _visitors.Count);
        _epoll.Watch(visitor.Client.Handle, visitor.Client.Number);
        Advance(visitor);
    }

    // Those who chat have an address each, as people have; the others of a part share one.
    private IPAddress? AddressOf(Part part, int number) =>
        part.Name == Cast.Calm ? _options.From?.Single(_options.Witnesses + number) : _options.From?.Shared(_parts.Index().First(entry => entry.Item == part).Index);

    private void Turn(TimeSpan longest)
    {
        int count = _epoll.Wait(longest);
        for (int i = 0; i < count; i++)
        {
            var (number, happened) = _epoll[i];
            if (_visitors.TryGetValue(number, out var visitor)) See(visitor, happened);
        }
    }

    private void See(Visitor visitor, Epoll.Happenings happened)
    {
        bool hasHeard = false;
        if ((happened & ~Epoll.Happenings.Readable) != 0) visitor.GoOn();
        bool hasClosed = (happened & (Epoll.Happenings.Failed | Epoll.Happenings.HungUp | Epoll.Happenings.ClosedByPeer)) != 0;
        if (visitor.IsReading)
        {
            int count;
            do
            {
                count = visitor.Read(_received);
                hasHeard |= count > 0;
            }
            while (!visitor.HasEnded && (count == _received.Length || (hasClosed && count > 0)));
        }
        else if (hasClosed)
        {
            End(visitor, byServer: true);
            return;
        }

        if (visitor.HasEnded) End(visitor, byServer: true);
        else if ((hasHeard && visitor.Script.Current.Signal == Signal.Heard) || (visitor.HasSentAll && visitor.Script.Current.Signal == Signal.Sent)) Advance(visitor);
    }

    private void Advance(Visitor visitor)
    {
        bool goesOn = visitor.Script.MoveNext();
        visitor.Step++;
        if (!goesOn || visitor.HasEnded)
        {
            End(visitor, byServer: visitor.HasEnded);
            return;
        }

        var wait = visitor.Script.Current;
        bool isOver = wait.Signal == Signal.Sent && visitor.HasSentAll;
        _agenda.Enqueue((visitor.Part, visitor, visitor.Step), Clock.Microseconds + (isOver ? 0 : (long)wait.Most.TotalMicroseconds));
    }

    private void End(Visitor visitor, bool byServer)
    {
        visitor.Step++; // nothing that is due is due for it
        visitor.Dispose();
        _visitors.Remove(visitor.Client.Number);
        Volatile.Write(ref _present, _visitors.Count);
        if (visitor.HasJoined) visitor.Part.Left();
        if (byServer && !visitor.IsLeaving) visitor.Part.WasDropped();
        Invite(visitor.Part, 0.1 + _random.NextDouble() * 0.9);
    }

    private void Invite(Part part, double seconds) => _agenda.Enqueue((part, null, 0), Clock.Microseconds + (long)(seconds * 1e6));
}
