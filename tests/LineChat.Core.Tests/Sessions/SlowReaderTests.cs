using System.Globalization;
using LineChat.Tests.Support;

namespace LineChat.Tests.Sessions;

public sealed class SlowReaderTests : IAsyncLifetime
{
    private ChatFixture _chat = null!;
    private MemoryChatClient _slow = null!;
    private MemoryChatClient _bob = null!;

    public async Task InitializeAsync()
    {
        _chat = await ChatFixture.StartAsync(options =>
        {
            options.Log.MaxSize = 65_536;
            options.Limits.MaxOwedReplies = 4096;
            options.Limits.LinesPerSecond = 0;
        });
        var clients = await _chat.SignOnAsync("Slow", "Bob");
        _slow = clients[0];
        _bob = clients[1];
    }

    public async Task DisposeAsync() => await _chat.DisposeAsync();

    [Fact]
    public async Task Who_falls_behind_is_told_how_many_lines_were_skipped_and_goes_on()
    {
        const int Lines = 10_000;
        _slow.StopReading();
        for (int i = 0; i < Lines; i++) _chat.Room.Announce($"{i}");
        _slow.ResumeReading();

        int skipped = 0;
        int next = 0;
        while (next < Lines)
        {
            string[] words = (await _slow.ReadLineAsync()).Split(' ');
            if (words.Length > 3)
            {
                Assert.Equal(["lines", "skipped"], words[2..4]);
                int count = int.Parse(words[1], NumberStyles.AllowThousands, CultureInfo.InvariantCulture);
                skipped += count;
                next += count;
            }
            else
            {
                Assert.Equal(next++, int.Parse(words[1], CultureInfo.InvariantCulture));
            }
        }

        Assert.True(skipped > 0);
        Assert.True(skipped < Lines);
    }

    [Fact]
    public async Task Nobody_waits_for_who_does_not_read()
    {
        _slow.StopReading();
        for (int i = 0; i < 2000; i++)
        {
            await _bob.TypeLineAsync($"{i}");
            if (i % 100 != 0) continue;
            await _bob.TypeLineAsync("/who");
            await _bob.ExpectLineAsync("2 here: Slow, Bob.");
        }
    }

    [Fact]
    public async Task Who_whispers_to_somebody_that_does_not_read_is_told_when_no_more_can_wait()
    {
        _slow.StopReading();
        string text = new('x', 1000);
        string line;
        int sent = 0;
        do
        {
            await _bob.TypeLineAsync($"/msg Slow {text}");
            line = await _bob.ReadLineAsync();
            sent++;
        }
        while (line == $"[you -> Slow] {text}");

        Assert.Equal("Slow isn't reading at the moment; your message was not delivered.", line);
        Assert.InRange(sent, 3, 7);

        _slow.ResumeReading();
        for (int i = 1; i < sent; i++) await _slow.ExpectLineAsync($"[Bob -> you] {text}");
        await _bob.TypeLineAsync("/msg Slow again");
        await _bob.ExpectLineAsync("[you -> Slow] again");
        await _slow.ExpectLineAsync("[Bob -> you] again");
    }

    [Fact]
    public async Task The_own_commands_of_who_does_not_read_wait_and_nothing_of_them_is_lost()
    {
        const int Asked = 100; // about 400 bytes of answer each
        _slow.StopReading();
        for (int i = 0; i < Asked; i++) await _slow.TypeLineAsync("/help");
        await _slow.TypeLineAsync("that was much");

        // They wait: what comes behind them is not said, and others go on.
        _chat.Room.Announce("next");
        await _bob.ExpectLineAsync("*** next ***");
        _slow.ResumeReading();
        for (int i = 0; i < Asked; i++)
        {
            var help = await _slow.ReadUntilAsync(line => line.StartsWith("/quit", StringComparison.Ordinal));
            Assert.InRange(help.Count, 10, 11);
        }

        await _bob.ExpectLineAsync("Slow> that was much");
    }

    [Fact]
    public async Task Commands_that_wait_do_not_outlive_their_member()
    {
        _slow.StopReading();
        for (int i = 0; i < 100; i++) await _slow.TypeLineAsync("/help");
        await _chat.Time.PassAsync(TimeSpan.FromSeconds(30));
        await _bob.ExpectLineAsync("--- Slow left ---");
        await _slow.ReadUntilClosedAsync();
    }
}
