namespace LineChat.Load.Roles;

/// <summary>Speaks another protocol, or none.</summary>
internal static class Stranger
{
    public static IEnumerable<Wait> Play(Visitor visitor)
    {
        if (visitor.Random.Next(2) == 0) yield return Wait.UntilHeard();
        visitor.Send(visitor.Random.Next(5) switch
        {
            0 => [0x16, 3, 1, 2, 0, 1, 0, 1, 0xFC, 3, 3, .. visitor.Random.Noise(506)], // TLS: a ClientHello
            1 => "GET / HTTP/1.1\r\nHost: localhost\r\nUser-Agent: Mozilla/5.0\r\nAccept: */*\r\n\r\n"u8,
            2 => "SSH-2.0-OpenSSH_9.6\r\n"u8,
            3 => visitor.Random.Noise(visitor.Random.Next(1, 40_000)),
            _ => new byte[visitor.Random.Next(1, 40_000)],
        });
        yield return Wait.For(visitor.Random.Between(0, 5));
        if (visitor.Random.Next(2) == 0) visitor.Reset();
    }
}
