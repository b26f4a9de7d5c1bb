using LineChat.Tests.Support;

namespace LineChat.Tests.Sessions;

/// <summary>Many do at random what one can do in a room; afterwards what each has seen is held against what one saw who was there all the time.</summary>
public sealed class RoomHistoryTests
{
    private const int People = 5;
    private const int Visits = 4;
    private const int Deeds = 30;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task What_each_sees_is_its_part_of_the_one_order(int seed)
    {
        await using var chat = await ChatFixture.StartAsync(options => options.Limits.LinesPerSecond = 0);
        var witness = (await chat.SignOnAsync("witness"))[0];
        int left = 0;
        var order = witness.ReadUntilAsync(line => line.StartsWith("--- ", StringComparison.Ordinal) && ++left == People * Visits);
        var nicknames = new string[People];
        var visits = await Task.WhenAll(Enumerable.Range(0, People).Select(person => Task.Run(() => VisitAsync(chat, person, new Random((seed * People) + person), nicknames)))).InTimeAsync();

        string[] seen = [.. (await order).Where(line => line[0] != '[')]; // without what was whispered to it
        var transcripts = visits.SelectMany(visit => visit).ToList();
        foreach (var transcript in transcripts) transcript.IsPartOf(seen);
        foreach (var transcript in transcripts) transcript.WhispersAreHeard(transcripts);
    }

    private static async Task<List<VisitTranscript>> VisitAsync(ChatFixture chat, int person, Random random, string[] nicknames)
    {
        var transcripts = new List<VisitTranscript>();
        int said = 0;
        for (int visit = 0; visit < Visits; visit++)
        {
            var transcript = new VisitTranscript($"p{person}v{visit}");
            transcripts.Add(transcript);
            var client = chat.Connect();
            await client.SignOnAsync(transcript.Nickname);
            nicknames[person] = transcript.Nickname;
            var reading = transcript.ReadAsync(client);
            for (int deed = 0; deed < Deeds; deed++)
            {
                string somebody = nicknames[random.Next(People)] ?? "witness";
                switch (random.Next(8))
                {
                    case 0:
                        string wish = $"p{person}v{visit}r{deed}";
                        await client.TypeLineAsync($"/nick {wish}");
                        transcript.Rename(wish);
                        nicknames[person] = wish;
                        break;
                    case 1: await client.TypeLineAsync($"/me {said++} acts"); break;
                    case 2 or 3: await client.TypeLineAsync($"/msg {somebody} {said++} whispers"); break;
                    case 4: await client.TypeLineAsync("/who"); break;
                    default: await client.TypeLineAsync($"{said++} says"); break;
                }

                if (random.Next(6) == 0) await Task.Yield();
            }

            await LeaveAsync(client, transcript, random.Next(4));
            await reading.InTimeAsync();
        }

        return transcripts;
    }

    private static async Task LeaveAsync(MemoryChatClient client, VisitTranscript transcript, int how)
    {
        switch (how)
        {
            case 0:
                client.CloseSending();
                break;
            case 1:
                transcript.MayEndEarly();
                client.Reset();
                break;
            default:
                await client.TypeLineAsync("/quit");
                break;
        }
    }
}
