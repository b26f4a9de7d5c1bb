using System.Text;
using LineChat.Rooms;
using LineChat.Tests.Support;

namespace LineChat.Tests.Rooms;

/// <summary>An outbox, and a naive model of it beside: all the lines there ever were, the replies that were not taken, and a position.</summary>
internal sealed class OutboxModel
{
    private const int Self = 7;
    private const int Reserved = 1000;

    private readonly LineLog _log;
    private readonly Outbox _outbox;
    private readonly List<(string Text, bool IsOwn)> _lines = [];
    private readonly List<Expected> _replies = [];
    private readonly long _start; // the number of the first line in the list
    private long _position;
    private long _closed = long.MaxValue;
    private int _posted;

    public OutboxModel(int logSize, int linesBefore)
    {
        _log = new(logSize);
        for (int i = 0; i < linesBefore; i++) _log.Append("before\n");
        _outbox = new(_log, _log.CursorBack(0), Self);
        _start = _position = _log.End;
    }

    private long Limit => Math.Min(_closed, _replies is [var next, ..] ? next.Position : long.MaxValue);

    private bool IsReplyDue => _replies is [var next, ..] && next.Position <= _position;

    public void Do(OutboxOperation operation)
    {
        switch (operation)
        {
            case OutboxOperation.Say say:
                string text = $"{_log.End}".PadRight(say.Length, '.') + "\n";
                _lines.Add((text, say.IsOwn));
                _log.Append(text, say.IsOwn ? Self : 1);
                break;

            case OutboxOperation.Post post when _closed == long.MaxValue:
                _replies.Add(Post(post.IsFilled ? $"<{_posted++}>" : null));
                break;

            case OutboxOperation.Fill fill when _replies.Where(reply => reply.Text is null).ToList() is { Count: > 0 } places:
                var place = places[fill.Which % places.Count];
                place.Text = $"<filled {_posted++}>";
                place.Place!.Fill(place.Text);
                break;

            case OutboxOperation.Take take:
                Take(take.MaxBytes);
                break;

            case OutboxOperation.TakeMore take:
                TakeMore(take.MaxBytes);
                break;

            case OutboxOperation.TellWhatIsRead:
                long kept = _log.First.First;
                _log.NobodyReadsBefore(Math.Min(kept, _outbox.FirstOfBlock));
                break;

            case OutboxOperation.Close when _closed == long.MaxValue:
                _outbox.Close();
                _closed = _log.End;
                break;
        }
    }

    /// <summary>Closes it, and takes all the rest.</summary>
    public void Finish()
    {
        Do(new OutboxOperation.Close());
        while (_replies.Any(reply => reply.Text is null)) Do(new OutboxOperation.Fill(0));
        while (Take(5000)) Assert.False(_outbox.IsFinished && Limit < _closed);
        Assert.True(_outbox.IsFinished);
        Assert.Empty(_replies);
    }

    // What it takes is what the model has next.
    private bool Take(int maxBytes)
    {
        long skipped = IsReplyDue ? 0 : Skip();
        var run = skipped > 0 ? [] : Run();
        string? reply = skipped == 0 && run.Count == 0 && IsReplyDue ? _replies[0].Text : null;

        bool took = _outbox.TryTake(maxBytes, out var piece);
        Assert.Equal(skipped > 0 || run.Count > 0 || reply is not null, took);
        Assert.Equal(skipped, piece.Skipped);
        if (reply is not null)
        {
            Assert.Equal(reply, Encoding.UTF8.GetString(piece.Bytes.Span));
            Assert.Equal(Delivery.ReplyOverhead + reply.Length, piece.Owed);
            _replies.RemoveAt(0);
        }
        else if (run.Count > 0)
        {
            TookLines(piece, run, maxBytes);
            Assert.True(piece.Lines == 1 || piece.Bytes.Length <= maxBytes);
        }

        return took;
    }

    private Expected Post(string? text)
    {
        var expected = new Expected { Position = _log.End, Text = text };
        if (text is null) expected.Place = _outbox.Reserve(Reserved);
        else _outbox.Post(text);
        return expected;
    }

    private void TakeMore(int maxBytes)
    {
        long before = _position;
        bool isSkipDue = !IsReplyDue && _log.First.First > _position;
        var run = isSkipDue ? [] : Run();
        if (_outbox.TryTakeLines(maxBytes, out var lines))
        {
            TookLines(lines, run, maxBytes);
            Assert.True(lines.Bytes.Length <= maxBytes);
        }
        else
        {
            Assert.True(run.Count == 0 || run[0].Length > maxBytes);
            _position = before;
        }
    }

    private void TookLines(in Outbox.Piece piece, List<string> run, int maxBytes)
    {
        Assert.InRange(piece.Lines, 1, run.Count);
        Assert.Equal(string.Concat(run.Take((int)piece.Lines)), Encoding.UTF8.GetString(piece.Bytes.Span));
        _position += piece.Lines;
        bool couldBeMore = piece.Lines < run.Count && piece.Bytes.Length + run[(int)piece.Lines].Length <= maxBytes;
        Assert.True(!couldBeMore || _log.First.Next is not null, "A run ends where a block ends, or where it is long enough.");
    }

    /// <summary>Goes on to the oldest line kept.</summary>
    /// <returns>How many lines were skipped that were for the reader.</returns>
    private long Skip()
    {
        long kept = _log.First.First;
        if (kept <= _position) return 0;
        long skipped = Math.Max(0, Math.Min(kept, _closed) - _position);
        _position = kept;
        return skipped;
    }

    /// <summary>Steps over its own lines.</summary>
    /// <returns>The lines that follow, up to its own or the limit.</returns>
    private List<string> Run()
    {
        var open = _lines.Skip((int)(_position - _start)).Take((int)Math.Max(0, Math.Min(Limit, _log.End) - _position)).ToList();
        int own = open.TakeWhile(line => line.IsOwn).Count();
        _position += own;
        return [.. open.Skip(own).TakeWhile(line => !line.IsOwn).Select(line => line.Text)];
    }

    /// <summary>A reply that was not taken.</summary>
    private sealed class Expected
    {
        public required long Position { get; init; }

        public Reply? Place { get; set; }

        /// <summary>What it says, or null as long as only its place is taken.</summary>
        public string? Text { get; set; }
    }
}
