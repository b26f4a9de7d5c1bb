using System.Globalization;
using System.Text;
using LineChat.Sessions;

namespace LineChat.Tests.Sessions;

public sealed class WrongProtocolTests
{
    [Theory]
    [InlineData(new byte[] { 0x16, 3, 1, 2, 0 }, true)]
    [InlineData(new byte[] { 0x16, 3 }, true)]
    [InlineData(new byte[] { 0x16 }, false)]
    [InlineData(new byte[] { 0x16, 2, 1 }, false)]
    [InlineData(new byte[] { 0x17, 3, 3 }, false)]
    [InlineData(new byte[] { (byte)'Z', 0x16, 3 }, false)]
    [InlineData(new byte[0], false)]
    public void A_TLS_handshake_is_known_by_its_first_bytes(byte[] received, bool isTls) => Assert.Equal(isTls, WrongProtocol.IsTls(received));

    [Theory]
    [InlineData("GET / HTTP/1.1", true)]
    [InlineData("OPTIONS * HTTP/1.0", true)]
    [InlineData("GET /", false)]
    [InlineData("HTTP/1.1", false)]
    [InlineData("GET / HTTP/1.1 ", false)]
    [InlineData("Zoe", false)]
    [InlineData("", false)]
    public void An_HTTP_request_is_known_by_its_first_line(string line, bool isHttp) => Assert.Equal(isHttp, WrongProtocol.IsHttp(Encoding.UTF8.GetBytes(line)));

    [Fact]
    public void The_HTTP_answer_says_how_long_it_is()
    {
        string[] parts = Encoding.ASCII.GetString(WrongProtocol.HttpAnswer.Span).Split("\r\n\r\n");
        string length = parts[0].Split("\r\n").Single(header => header.StartsWith("Content-Length: ", StringComparison.Ordinal))[16..];
        Assert.Equal(int.Parse(length, CultureInfo.InvariantCulture), parts[1].Length);
    }

    [Fact]
    public void The_TLS_alert_says_how_long_it_is() => Assert.Equal(WrongProtocol.TlsAlert.Length - 5, WrongProtocol.TlsAlert.Span[4]);
}
