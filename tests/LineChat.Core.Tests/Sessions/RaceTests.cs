using System.Globalization;
using LineChat.Tests.Support;

namespace LineChat.Tests.Sessions;

public sealed class RaceTests : IAsyncLifetime
{
    private ChatFixture _chat = null!;

    public async Task InitializeAsync() => _chat = await ChatFixture.StartAsync(options => options.Limits.LinesPerSecond = 0, overTcp: true);

    public async Task DisposeAsync() => await _chat.DisposeAsync();

    [Fact]
    public async Task Who_sees_a_nickname_arrive_again_has_seen_it_leave_before()
    {
        const int Times = 100;
        var witness = (await _chat.SignOnAsync("Witness"))[0];
        var coming = Task.Run(async () =>
        {
            for (int i = 0; i < Times; i++)
            {
                MemoryChatClient client;
                do
                {
                    client = _chat.Connect();
                    await client.ExpectAsync(ChatClient.Prompt);
                    await client.TypeLineAsync("Ann");
                }
                while (!await IsWelcomeAsync(client));

                // Its nickname is free a moment after the connection ends, in whatever way.
                if (i % 3 == 0) client.Reset();
                else if (i % 3 == 1) client.CloseSending();
                else await client.TypeLineAsync("/quit");
            }
        });

        for (int i = 0; i < Times; i++)
        {
            await witness.ExpectLineAsync("+++ Ann arrived +++");
            await witness.ExpectLineAsync("--- Ann left ---");
        }

        await coming.InTimeAsync();
    }

    [Fact]
    public async Task Everybody_hears_each_speaker_in_order_and_without_loss()
    {
        const int Speakers = 6;
        const int Lines = 500;
        var clients = new List<ChatClient>();
        for (int i = 0; i < Speakers; i++)
        {
            ChatClient client = i % 2 == 0 ? _chat.Connect() : await _chat.ConnectTcpAsync();
            await client.SignOnAsync($"s{i}");
            foreach (var other in clients) await other.ExpectLineAsync($"+++ s{i} arrived +++");
            clients.Add(client);
        }

        var speaking = clients.Select(client => Task.Run(async () =>
        {
            for (int i = 0; i < Lines; i++) await client.TypeAsync($"{i}\n");
        }));
        var hearing = clients.Select((client, self) => Task.Run(async () =>
        {
            int[] next = new int[Speakers];
            for (int heard = 0; heard < Lines * (Speakers - 1); heard++)
            {
                string line = await client.ReadLineAsync();
                Assert.StartsWith("s", line, StringComparison.Ordinal);
                int who = line[1] - '0';
                Assert.NotEqual(self, who);
                Assert.Equal(next[who]++, int.Parse(line[4..], CultureInfo.InvariantCulture));
            }
        }));
        await Task.WhenAll([.. speaking, .. hearing]).InTimeAsync();
    }

    [Fact]
    public async Task Two_who_hear_the_same_hear_it_in_the_same_order()
    {
        var readers = await _chat.SignOnAsync("Ann", "Bob");
        var bots = Enumerable.Range(0, 4).Select(i => _chat.Room.Join($"b{i}").Member!).ToList();
        await Task.WhenAll(bots.Select(bot => Task.Run(() =>
        {
            for (int i = 0; i < 500; i++) bot.Say($"{i}");
        }))).InTimeAsync();
        _chat.Room.Announce("end");
        var heard = await readers[0].ReadUntilAsync(line => line == "*** end ***");
        Assert.Equal(4 + (4 * 500) + 1, heard.Count);
        Assert.Equal(heard, await readers[1].ReadUntilAsync(line => line == "*** end ***"));
    }

    [Fact]
    public async Task Whispers_keep_their_place_among_concurrent_lines()
    {
        const int Rounds = 300;
        var reader = (await _chat.SignOnAsync("Reader"))[0];
        var bots = Enumerable.Range(0, 3).Select(i => _chat.Room.Join($"b{i}").Member!).ToList();
        for (int i = 0; i < 3; i++) await reader.ExpectLineAsync($"+++ b{i} arrived +++");
        var talking = bots.Select(bot => Task.Run(async () =>
        {
            for (int i = 0; i < Rounds; i++)
            {
                bot.Say($"{2 * i}");
                while ((await bot.WhisperAsync("Reader", $"{(2 * i) + 1}")).Status != WhisperStatus.Sent) await Task.Yield();
            }
        }));

        var all = Task.WhenAll(talking);
        int[] next = new int[3];
        for (int heard = 0; heard < 3 * Rounds * 2; heard++)
        {
            string line = await reader.ReadLineAsync();
            bool isWhisper = line[0] == '[';
            int who = line[isWhisper ? 2 : 1] - '0';
            int number = int.Parse(line[(line.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture);
            Assert.Equal(next[who]++, number);
            Assert.Equal(number % 2 == 1, isWhisper);
        }

        await all.InTimeAsync();
    }

    [Fact]
    public async Task A_rename_and_a_departure_at_once_leave_no_nickname_behind()
    {
        for (int i = 0; i < 300; i++)
        {
            var ann = _chat.Room.Join("Ann").Member!;
            using var start = new Barrier(2);
            var renaming = Task.Run(() =>
            {
                start.SignalAndWait();
                ann.Rename("Anna");
            });
            var leaving = Task.Run(() =>
            {
                start.SignalAndWait();
                ann.Leave();
            });
            await Task.WhenAll(renaming, leaving).InTimeAsync();
            Assert.Empty(_chat.Room.Nicknames);
            var again = _chat.Room.Join("Anna");
            Assert.True(again.Succeeded);
            again.Member.Leave();
        }
    }

    private static async Task<bool> IsWelcomeAsync(MemoryChatClient client)
    {
        byte[] buffer = new byte[1000];
        int length = await client.ReceiveAsync(buffer, Deadline.Token);
        return buffer.AsSpan(0, length).StartsWith("Welcome"u8);
    }
}
