using System.Buffers;
using System.Text;
using LineChat.Lines;
using static LineChat.ChatMessageKind;

namespace LineChat.Dialects;

/// <summary>
/// Finds what a nickname must not have in it, so that no line can be read as another member's or as a notice: the text beside a
/// nickname in what members say and do and in the notices about them, and the beginnings of all lines. Texts are compared by their
/// skeletons (<see cref="Confusables"/>).
/// </summary>
internal sealed class Impersonation
{
    private static readonly ChatMessageKind[] Questions = [Prompt, NicknameMissing, NicknameTaken, NicknameNotAllowed];
    private static readonly ChatMessageKind[] OfMembers = [Said, SaidNothing, Acted, Whispered, WhisperSent, Arrived, Left, Renamed, WentTo, CameFrom, TopicChanged, Removed, RemovedWithReason];

    private static readonly ChatMessageKind[] OfCommands =
    [
        Acted, Whispered, WhisperSent, Who, Help, UnknownCommand, CommandFailed, Usage, RenameDone, NobodyThere, HasLeft, NotReading, NobodyToReplyTo,
        Reply, KickDone, MuteDone, MuteForGoodDone, UnmuteDone,
    ];

    private static readonly ChatMessageKind[] OfRooms =
    [
        WentTo, CameFrom, Entered, Topic, NoTopic, TopicChanged, TopicAnnounced, TopicCleared, TopicNotAllowed, RoomListed, RoomWithTopicListed, WhoElsewhere, NoSuchRoom, RoomNotAllowed, AlreadyThere, RoomClosed,
    ];

    private readonly HashSet<Look> _inside = [];
    private readonly HashSet<Look> _beginnings = [];
    private readonly HashSet<Look> _ends = [];
    private readonly HashSet<Look> _names = [];

    public Impersonation(ChatDialect dialect)
    {
        var said = Enum.GetValues<ChatMessageKind>().Where(kind => IsSaid(kind, dialect));
        var lines = said.SelectMany(kind => Lines(dialect[kind]).Select(line => (Kind: kind, Parts: line))).ToArray();
        Place[] places = [.. lines.Where(line => OfMembers.Contains(line.Kind)).SelectMany(line => Places(line.Parts))];
        foreach (var place in places) _inside.UnionWith([place.Before, place.After]);
        if (lines.Any(line => line.Parts.Any(part => part.Placeholder == "names")))
        {
            var listed = Lines(dialect.ListItem).SelectMany(Places);
            foreach (var place in listed) _inside.UnionWith([place.Before, place.After]);
            _inside.Add(Look.Of(dialect.ListSeparator));
        }

        foreach (var (kind, parts) in lines)
        {
            var beginning = Look.Of(parts[0].Literal);
            _beginnings.Add(beginning);
            string withoutBlank = parts[0].Literal.TrimEnd();
            if (!EndsInWord(withoutBlank)) _beginnings.Add(Look.Of(withoutBlank)); // "* Connected:" of "* Connected: ", but not "User" of "User "
            foreach (var place in places)
            {
                if (!place.IsFirst || !beginning.Text.StartsWith(place.Before.Text, StringComparison.Ordinal)) continue;
                var rest = Look.Of(beginning.Text[place.Before.Text.Length..]);
                _beginnings.Add(rest);
                if (!Questions.Contains(kind)) _names.UnionWith(CompletedBy(place, rest));
            }
        }

        // What begins a line follows no nickname.
        var separators = places.SelectMany(place => place.IsFirst ? [place.After] : (Look[])[place.Before, place.After]);
        foreach (var separator in separators)
        {
            foreach (var place in places)
            {
                _ends.UnionWith(CompletedBy(place, separator));
                _beginnings.UnionWith(BegunBy(place, separator));
            }
        }

        foreach (var looks in (ReadOnlySpan<HashSet<Look>>)[_inside, _beginnings, _ends, _names]) looks.Remove(Look.Of(""));
    }

    /// <summary>Returns why a nickname with this skeleton is refused, in one sentence, or null if it is not.</summary>
    public string? Problem(string skeleton)
    {
        foreach (var look in _inside)
        {
            if (skeleton.Contains(look.Skeleton, StringComparison.Ordinal)) return $"\"{look.Text}\" can't be in a name.";
        }

        foreach (var look in _beginnings)
        {
            if (skeleton.StartsWith(look.Skeleton, StringComparison.Ordinal)) return $"A name can't begin with \"{look.Text}\".";
        }

        foreach (var look in _ends)
        {
            if (skeleton.EndsWith(look.Skeleton, StringComparison.Ordinal)) return $"A name can't end with \"{look.Text}\".";
        }

        foreach (var look in _names)
        {
            if (skeleton == look.Skeleton) return $"\"{look.Text}\" can't be a name.";
        }

        return null;
    }

    private static bool EndsInWord(string text) =>
        Rune.DecodeLastFromUtf16(text, out var last, out _) == OperationStatus.Done
        && (UnicodeProperties.IsLetter(last) || Marks.IsMark(last));

    private static bool IsSaid(ChatMessageKind kind, ChatDialect dialect) => kind switch
    {
        _ when OfCommands.Contains(kind) => dialect.Commands,
        _ when OfRooms.Contains(kind) => dialect.Rooms,
        Renamed or RenameTaken or RenameNotAllowed => dialect.Commands || dialect.NicknameCommand.Length > 0,
        Connected or Disconnected => dialect.GuestsHear,
        _ => true,
    };

    // Each ends with a literal that no placeholder follows.
    private static IEnumerable<(string Literal, string? Placeholder)[]> Lines(string template)
    {
        var line = new List<(string, string?)>();
        foreach (var (literal, placeholder) in Template.Parse(template).Parts)
        {
            string[] ends = literal.Split('\r', '\n');
            foreach (string end in ends[..^1])
            {
                yield return [.. line, (end, null)];
                line.Clear();
            }

            line.Add((ends[^1], placeholder));
        }

        yield return [.. line];
    }

    private static IEnumerable<Place> Places((string Literal, string? Placeholder)[] line)
    {
        for (int i = 0; i + 1 < line.Length; i++)
        {
            if (line[i].Placeholder is not ("nick" or "nick:q" or "other" or "other:q")) continue;
            yield return new(Look.Of(line[i].Literal), Look.Of(line[i + 1].Literal), i == 0, line[i + 1].Placeholder is null);
        }
    }

    // The beginnings of a text after which the rest of it is written, or can be: what a member says can be anything.
    private static IEnumerable<Look> CompletedBy(Place place, Look text)
    {
        string after = place.After.Skeleton;
        for (int length = 1; length < text.Skeleton.Length && after.Length > 0; length++)
        {
            var rest = text.Skeleton.AsSpan(length);
            if (after.AsSpan().StartsWith(rest) || (!place.IsLast && rest.StartsWith(after))) yield return text.Beginning(length);
        }
    }

    // The other way round: the ends of a text whose beginning is written before a nickname there, or can be.
    private static IEnumerable<Look> BegunBy(Place place, Look text)
    {
        string before = place.Before.Skeleton;
        for (int length = 1; length < text.Skeleton.Length && before.Length > 0; length++)
        {
            var begun = text.Skeleton.AsSpan(0, length);
            if (before.AsSpan().EndsWith(begun) || (!place.IsFirst && begun.EndsWith(before))) yield return text.End(length);
        }
    }

    /// <param name="Before">What is written right before a nickname.</param>
    /// <param name="After">What is written right after it.</param>
    /// <param name="IsFirst">Whether nothing but <paramref name="Before"/> comes before it in its line.</param>
    /// <param name="IsLast">Whether nothing but <paramref name="After"/> comes after it.</param>
    private readonly record struct Place(Look Before, Look After, bool IsFirst, bool IsLast);

    /// <param name="Skeleton">What a text looks like.</param>
    /// <param name="Text">The text itself.</param>
    private readonly record struct Look(string Skeleton, string Text)
    {
        public static Look Of(string text) => new(Confusables.Skeleton(text), text);

        /// <summary>Returns the beginning that has so much of the skeleton.</summary>
        public Look Beginning(int length) => new(Skeleton[..length], Text[..IndexOf(length)]);

        /// <summary>Returns the rest after so much of the skeleton.</summary>
        public Look End(int length) => new(Skeleton[length..], Text[IndexOf(length)..]);

        // For messages: a character that becomes several is not divided.
        private int IndexOf(int length)
        {
            int index = 0;
            foreach (var rune in Text.EnumerateRunes())
            {
                if (length <= 0) break;
                length -= Confusables.Skeleton(rune.ToString()).Length;
                index += rune.Utf16SequenceLength;
            }

            return index;
        }
    }
}
