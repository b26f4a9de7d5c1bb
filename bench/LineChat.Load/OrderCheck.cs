namespace LineChat.Load;

/// <summary>
/// What one client has heard. Message n is by sender n modulo the number of senders, so each sender's must come one after the other; between senders there is no order.
/// </summary>
internal sealed class OrderCheck(int senders)
{
    private const int MostMissing = 10_000; // of more, those that come after all count as repeated

    private readonly int[] _next = [.. Enumerable.Range(0, senders)];
    private HashSet<int>? _missing;

    /// <summary>How many are missing so far: a later one of the same sender has come, and they have not.</summary>
    public int Missing => _missing?.Count ?? 0;

    public Arrival Check(int number)
    {
        ref int next = ref _next[(uint)number % (uint)_next.Length];
        if (number == next)
        {
            next += _next.Length;
            return Arrival.InOrder;
        }

        if (number < next) return _missing is not null && _missing.Remove(number) ? Arrival.Late : Arrival.Repeated;

        _missing ??= [];
        for (; next < number; next += _next.Length)
        {
            if (_missing.Count < MostMissing) _missing.Add(next);
        }

        next = number + _next.Length;
        return Arrival.InOrder;
    }
}
