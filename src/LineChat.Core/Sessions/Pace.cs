using LineChat.Diagnostics;

namespace LineChat.Sessions;

/// <summary>
/// Holds one client to its rates, and the clients of its address to their total. Everything received has a price, whatever is made of it.
/// </summary>
internal sealed class Pace(Allowance allowance, SessionServices services)
{
    // The price of an answer, in bytes received. A client may ask for a timing mark after each character, and shows nothing until it is
    // answered.
    private const int AnswerPrice = 256;

    private bool _isSignedOn;
    private bool _isTold; // that lines wait; until the allowance is full again
    private ChatLimit? _why; // lines wait: the limit, until the client is told
    private int _dropped; // lines, until the client is told

    public TimeProvider Time => services.Time;

    /// <summary>
    /// Takes the price of a line, or of another request that is answered in words, and returns how long it must wait. Before the client has
    /// signed on each line is a try to sign on, and its length does not count, since it is not delivered to anybody.
    /// </summary>
    /// <param name="bytes">The length of the line.</param>
    public TimeSpan TakeLine(int bytes)
    {
        var rates = Adopt();
        bool wasFull = _isTold && allowance.FullAgain <= Time.GetTimestamp();
        var (longest, limit) = (allowance.Lines.Take(rates.Lines, 1), ChatLimit.LinesPerSecond);
        if (_isSignedOn) Compare(allowance.Bytes.Take(rates.Bytes, bytes), ChatLimit.BytesPerSecond);
        if (allowance.Network is { } network)
        {
            Compare(network.Lines.Take(rates.AddressLines, 1), ChatLimit.LinesPerSecondPerAddress);
            if (_isSignedOn) Compare(network.Bytes.Take(rates.AddressBytes, bytes), ChatLimit.BytesPerSecondPerAddress);
            else Compare(network.SignOns.Take(rates.AddressSignOns, 1), ChatLimit.SignOnsPerSecondPerAddress);
        }

        if (longest > TimeSpan.Zero) ReportWait(limit);
        else if (wasFull) _isTold = false;
        return longest;

        void Compare(TimeSpan wait, ChatLimit its)
        {
            if (wait > longest) (longest, limit) = (wait, its);
        }
    }

    /// <summary>Gives back the price of a line that is dropped.</summary>
    /// <param name="bytes">The length of the line.</param>
    public void GiveBackLine(int bytes)
    {
        var rates = Adopt();
        allowance.Lines.GiveBack(rates.Lines, 1);
        if (_isSignedOn) allowance.Bytes.GiveBack(rates.Bytes, bytes);
        if (allowance.Network is not { } network) return;
        network.Lines.GiveBack(rates.AddressLines, 1);
        if (_isSignedOn) network.Bytes.GiveBack(rates.AddressBytes, bytes);
        else network.SignOns.GiveBack(rates.AddressSignOns, 1);
    }

    /// <summary>Takes the price of received bytes, and returns how long to wait before more is received.</summary>
    public TimeSpan TakeInput(int bytes)
    {
        var wait = allowance.Input.Take(Adopt().Input, bytes);
        if (wait > TimeSpan.Zero) services.Metrics.Reached(ChatLimit.InputPerSecond);
        return wait;
    }

    /// <summary>Takes the price of an answer to telnet's negotiation; the next <see cref="TakeInput"/> waits for it.</summary>
    public void TakeAnswer() => allowance.Input.Take(Adopt().Input, AnswerPrice);

    /// <summary>Marks the client as signed on, and gives back the price of the line with the nickname.</summary>
    public void SignedOn()
    {
        _isSignedOn = true;
        allowance.Lines.GiveBack(Adopt().Lines, 1);
    }

    /// <summary>Counts a line that is dropped because too much waits.</summary>
    public void ReportDropped() => services.Metrics.Reached(ChatLimit.WaitingLines);

    /// <summary>Has the client told how many lines were dropped.</summary>
    public void TellDropped(int lines) => _dropped += _isSignedOn ? lines : 0;

    /// <summary>Returns the next notice for the client, or null. There is none before it has signed on.</summary>
    public ChatMessage? TakeNotice()
    {
        if (_dropped > 0)
        {
            var dropped = new ChatMessage(ChatMessageKind.LinesDropped) { Count = _dropped };
            _dropped = 0;
            return dropped;
        }

        var why = _why;
        _why = null;
        return why switch
        {
            null => null,
            ChatLimit.LinesPerSecond => new ChatMessage(ChatMessageKind.TooFast) { Count = services.Options.Limits.LinesPerSecond },
            _ => new ChatMessage(ChatMessageKind.TooMuch),
        };
    }

    // The rates in force, by which everything is used from now on.
    private Rates Adopt()
    {
        var rates = services.Rates;
        allowance.Adopt(rates);
        allowance.Network?.Adopt(rates);
        return rates;
    }

    private void ReportWait(ChatLimit limit)
    {
        services.Metrics.Reached(limit);
        if (!_isSignedOn || _isTold) return;
        _isTold = true;
        _why = limit;
    }
}
