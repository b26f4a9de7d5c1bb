using System.Text;
using LineChat.Rooms;

namespace LineChat.Tests.Support;

/// <summary>Reads what a cursor or an outbox has, as text.</summary>
internal static class Reading
{
    public static void Append(this LineLog log, string line, int author = 0) => log.Append(Encoding.UTF8.GetBytes(line), author);

    public static void Post(this Outbox outbox, string reply) => outbox.Post(Encoding.UTF8.GetBytes(reply));

    /// <summary>Takes the lines that follow those taken last.</summary>
    public static bool TryTakeLines(this Outbox outbox, int maxBytes, out Outbox.Piece lines)
    {
        bool found = outbox.TryFindLines(maxBytes, out lines, out var behind);
        if (found) outbox.Pass(behind);
        return found;
    }

    public static void Fill(this Reply reply, string text) => reply.Fill(Encoding.UTF8.GetBytes(text));

    /// <summary>Everything there is: lines and replies as they are, and <c>skipped N</c>.</summary>
    public static List<string> TakeAll(this Outbox outbox, int maxBytes = int.MaxValue)
    {
        var pieces = new List<string>();
        while (outbox.TryTake(maxBytes, out var piece)) pieces.Add(piece.Skipped > 0 ? $"skipped {piece.Skipped}" : Encoding.UTF8.GetString(piece.Bytes.Span));
        return pieces;
    }

    public static List<string> ReadAll(this ref Cursor cursor, LineLog log, int self = 99, long limit = long.MaxValue, int maxBytes = int.MaxValue)
    {
        var pieces = new List<string>();
        while (true)
        {
            var step = cursor.Read(cursor.Look(), log, self, limit, maxBytes);
            switch (step.Kind)
            {
                case Cursor.StepKind.Lines:
                    pieces.Add(Encoding.UTF8.GetString(step.Bytes.Span));
                    break;
                case Cursor.StepKind.Skipped:
                    pieces.Add($"skipped {step.Lines}");
                    break;
                case Cursor.StepKind.AtEnd:
                    return pieces;
            }
        }
    }
}
