using System.Text;

namespace LineChat.Load.Tests;

public sealed class MessageReaderTests
{
    private static readonly byte[] Stream = Encoding.ASCII.GetBytes("Welcome, u1! 2 here: u0, u1.\r\nu0> ~0 ....\r\nu17> ~1234567 ..\r\n+++ u8 arrived +++\r\n~8 \r\n~9");

    [Fact]
    public void Messages_are_found_wherever_the_stream_is_cut()
    {
        for (int first = 0; first <= Stream.Length; first++)
        {
            for (int second = first; second <= Stream.Length; second++)
            {
                var reader = new MessageReader();
                var found = new List<long>();
                foreach (var range in new[] { ..first, first..second, second.. })
                {
                    ReadOnlySpan<byte> bytes = Stream.AsSpan(range);
                    while (reader.TryRead(ref bytes, out long number)) found.Add(number);
                }

                Assert.Equal([0, 1234567, 8], found);
            }
        }
    }
}
