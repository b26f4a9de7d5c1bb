using LineChat.Diagnostics;

namespace LineChat.Sessions;

/// <summary>
/// Keeps one client to what it may send, and those of its address to what they may send together. Everything that comes has a price,
/// whatever is made of it.
/// </summary>
internal sealed class Pace(Allowance allowance, SessionServices services)
{
    // What an answer costs, in bytes received. A client may ask for a timing mark behind each character, and shows nothing until it is
    // answered.
    private const int AnswerPrice = 256;

    private bool _isSignedOn;
    private bool _isTold; // that its lines wait, since all that it may send was there
    private ChatLimit? _why; // they wait, if that is to be told
    private int _dropped; // lines, if that is to be told

    public TimeProvider Time => services.Time;

    /// <summary>
    /// Takes the price of a line, or of something else that is answered in words, and returns how long it waits. Until the client has
    /// signed on nobody hears it, so that its length doesn't count; but each is a try to sign on.
    /// </summary>
    /// <param name="bytes">How long it is.</param>
    public TimeSpan TakeLine(int bytes)
    {
        var rates = services.Rates;
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

    /// <summary>Gives back the price of a line that was taken and is not heard.</summary>
    /// <param name="bytes">How long it is.</param>
    public void GiveBackLine(int bytes)
    {
        var rates = services.Rates;
        allowance.Lines.GiveBack(rates.Lines, 1);
        if (_isSignedOn) allowance.Bytes.GiveBack(rates.Bytes, bytes);
        if (allowance.Network is not { } network) return;
        network.Lines.GiveBack(rates.AddressLines, 1);
        if (_isSignedOn) network.Bytes.GiveBack(rates.AddressBytes, bytes);
        else network.SignOns.GiveBack(rates.AddressSignOns, 1);
    }

    /// <summary>Takes the price of what was received, and returns how long to wait before there is more.</summary>
    public TimeSpan TakeInput(int bytes)
    {
        var wait = allowance.Input.Take(services.Rates.Input, bytes);
        if (wait > TimeSpan.Zero) services.Metrics.Reached(ChatLimit.InputPerSecond);
        return wait;
    }

    /// <summary>Takes the price of an answer to a negotiation, which is paid with what is received next.</summary>
    public void TakeAnswer() => allowance.Input.Take(services.Rates.Input, AnswerPrice);

    /// <summary>The client has signed on: the nickname is no line of its own.</summary>
    public void SignedOn()
    {
        _isSignedOn = true;
        allowance.Lines.GiveBack(services.Rates.Lines, 1);
    }

    /// <summary>A line was dropped, since too much waits.</summary>
    public void ReportDropped() => services.Metrics.Reached(ChatLimit.WaitingLines);

    /// <summary>So many lines were dropped, and their author is to be told.</summary>
    public void TellDropped(int lines) => _dropped += _isSignedOn ? lines : 0;

    /// <summary>What the client is to be told next, or null. Not before it has signed on.</summary>
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
            ChatLimit.LinesPerSecond => new ChatMessage(ChatMessageKind.TooFast) { Count = services.Options.LinesPerSecond },
            _ => new ChatMessage(ChatMessageKind.TooMuch),
        };
    }

    private void ReportWait(ChatLimit limit)
    {
        services.Metrics.Reached(limit);
        if (!_isSignedOn || _isTold) return;
        _isTold = true;
        _why = limit;
    }
}
