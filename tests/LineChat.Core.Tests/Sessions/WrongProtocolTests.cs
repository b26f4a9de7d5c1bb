using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using LineChat.Sessions;
using LineChat.Tests.Support;

namespace LineChat.Tests.Sessions;

public sealed class WrongProtocolTests
{
    private const string Sentence = "This is a chat. Reach it with telnet or netcat.";

    private static readonly TimeSpan Delay = TimeSpan.FromSeconds(1);

    public static TheoryData<string, byte[], byte[]> Strangers => new()
    {
        { "TLS", [0x16, 3, 1, 0, 200, 1, 0, 0, 196, 3, 3, 10, 13], WrongProtocol.TlsAlert.ToArray() },
        { "TLS 1.3", [0x16, 3, 3, 0, 10, 1, 4, 8, 10, 13], WrongProtocol.TlsAlert.ToArray() },
        { "HTTP", [.. "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"u8], WrongProtocol.HttpAnswer.ToArray() },
        { "HTTP with a body that may be a name", [.. "POST /chat HTTP/1.0\r\nContent-Length: 5\r\n\r\nhello\r\n"u8], WrongProtocol.HttpAnswer.ToArray() },
        { "HTTP/2", [.. "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\u0012\u0004"u8], WrongProtocol.HttpAnswer.ToArray() },
        { "SSH", [.. "SSH-2.0-OpenSSH_9.6\r\n"u8], WrongProtocol.SshAnswer.ToArray() },
        { "SSH with a comment", [.. "SSH-2.0-OpenSSH_9.6p1 Debian\r\n"u8], WrongProtocol.SshAnswer.ToArray() },
        { "SSH before 2", [.. "SSH-1.99-PuTTY\n"u8], WrongProtocol.SshAnswer.ToArray() },
        { "Redis", [.. "*1\r\n$7\r\nCOMMAND\r\n"u8], WrongProtocol.RedisAnswer.ToArray() },
        { "UTF-16", [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes("Ben\r\n")], WrongProtocol.Utf16Answer.ToArray() },
        { "UTF-16, big endian", [.. Encoding.BigEndianUnicode.GetPreamble(), .. Encoding.BigEndianUnicode.GetBytes("Ben\r\n")], WrongProtocol.Utf16Answer.ToArray() },
    };

    [Theory]
    [MemberData(nameof(Strangers))]
    public async Task Who_speaks_another_protocol_at_once_is_answered_instead_of_asked_for_a_name(string protocol, byte[] said, byte[] answer)
    {
        await using var chat = await StartAsync();
        var client = chat.Connect();
        await client.SendAsync(said, Deadline.Token);
        await client.ExpectBytesAsync(answer);
        await client.ExpectClosedAsync();
        Assert.NotEmpty(protocol);
    }

    [Theory]
    [MemberData(nameof(Strangers))]
    public async Task Who_speaks_another_protocol_is_answered_however_it_is_cut_and_no_member(string protocol, byte[] said, byte[] answer)
    {
        await using var chat = await ChatFixture.StartAsync();
        await using var events = Events.Watch(chat.Room.WatchAsync());
        for (int cut = 1; cut < said.Length; cut++)
        {
            var client = chat.Connect();
            await client.ExpectAsync(ChatClient.Prompt);
            await client.SendAsync(said.AsMemory(0, cut), Deadline.Token);
            if (!await client.TrySendAsync(said.AsMemory(cut))) continue;
            string seen = await client.ReadToEndAsync();
            Assert.True(seen.EndsWith(Encoding.UTF8.GetString(answer), StringComparison.Ordinal), $"{protocol}, cut at {cut}: {seen}");
        }

        Assert.True(chat.Room.Join("Witness").Succeeded);
        Assert.Equal("Witness", (await events.NextAsync()).Nickname); // nobody before
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("SSH")]
    [InlineData("SSH-2")]
    [InlineData("PRI")]
    [InlineData("HTTP")]
    [InlineData("SSH-x.y")]
    public async Task A_name_may_look_like_the_beginning_of_another_protocol(string name)
    {
        await using var chat = await StartAsync();
        var client = chat.Connect();
        await client.TypeLineAsync(name);
        await client.ExpectAsync(ChatClient.Prompt);
        await client.ExpectLineAsync($"Welcome, {name}! 1 here: {name}. Type /help for commands.");
    }

    [Theory]
    [InlineData("GET /")]
    [InlineData(" HTTP/1.1")]
    [InlineData("HTTP/1.1")]
    [InlineData("GET / HTTP/1.1 ")]
    [InlineData("GET / HTTP/x.y")]
    [InlineData("ssh-2.0-x")]
    [InlineData("SSH")]
    [InlineData("")]
    public void Other_lines_may_be_names(string line) => Assert.Null(WrongProtocol.AnswerToLine(Encoding.UTF8.GetBytes(line)));

    [Theory]
    [InlineData(new byte[] { 0x16 })]
    [InlineData(new byte[] { 0x16, 2, 1 })]
    [InlineData(new byte[] { 0x17, 3, 3 })]
    [InlineData(new byte[] { (byte)'Z', 0x16, 3 })]
    [InlineData(new byte[] { 0xFF, 0xFE })]
    [InlineData(new byte[] { 0xFF, 0xFE, 1, 0xFF, 0xFD })] // telnet's DONT ECHO
    [InlineData(new byte[] { 0xEF, 0xBB, 0xBF, (byte)'Z' })]
    [InlineData(new byte[0])]
    public void Other_beginnings_are_a_chats_or_too_short(byte[] received) => Assert.Null(WrongProtocol.AnswerToBeginning(received));

    [Fact]
    public void The_HTTP_answer_says_how_long_it_is()
    {
        string[] parts = Encoding.ASCII.GetString(WrongProtocol.HttpAnswer.Span).Split("\r\n\r\n");
        string length = parts[0].Split("\r\n").Single(header => header.StartsWith("Content-Length: ", StringComparison.Ordinal))[16..];
        Assert.Equal(int.Parse(length, CultureInfo.InvariantCulture), parts[1].Length);
        Assert.Equal(Sentence + "\n", parts[1]);
    }

    [Fact]
    public void The_TLS_alert_says_how_long_it_is() => Assert.Equal(WrongProtocol.TlsAlert.Length - 5, WrongProtocol.TlsAlert.Span[4]);

    [Fact]
    public void The_SSH_answer_is_a_version_and_a_packet_that_disconnects()
    {
        var answer = WrongProtocol.SshAnswer.Span;
        var packet = answer[(answer.IndexOf("\r\n"u8) + 2)..];
        Assert.True(answer.StartsWith("SSH-2.0-"u8));
        Assert.Equal(packet.Length - 4, BinaryPrimitives.ReadInt32BigEndian(packet));
        Assert.Equal(0, packet.Length % 8);
        int padding = packet[4];
        Assert.InRange(padding, 4, 11);
        Assert.Equal(1, packet[5]); // SSH_MSG_DISCONNECT
        int description = BinaryPrimitives.ReadInt32BigEndian(packet[10..]);
        Assert.Equal(Sentence, Encoding.ASCII.GetString(packet.Slice(14, description)));
        Assert.Equal(14 + description + 4 + padding, packet.Length);
    }

    // By a clock that stands still the prompt never comes by itself.
    private static Task<ChatFixture> StartAsync() => ChatFixture.StartAsync(options => options.Dialect.PromptDelay = Delay);
}
