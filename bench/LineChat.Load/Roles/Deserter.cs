using System.Text;

namespace LineChat.Load.Roles;

/// <summary>Breaks off at some moment of the signing on.</summary>
internal static class Deserter
{
    public static IEnumerable<Wait> Play(Visitor visitor)
    {
        int stage = visitor.Random.Next(6);
        if (stage > 0) yield return Wait.UntilHeard(); // asked for a name
        if (stage > 1) visitor.Send(Encoding.ASCII.GetBytes(visitor.Nickname)); // half of it is said
        if (stage > 2) visitor.Send("\r\n"u8);
        if (stage > 3)
        {
            yield return Wait.UntilHeard(); // welcome
            visitor.Join();
        }

        if (stage > 4) visitor.Say(Chatter.Line(visitor.Random));
        if (visitor.Random.Next(2) == 0) yield return Wait.For(visitor.Random.Between(0, 0.1));
        if (visitor.Random.Next(4) > 0) visitor.Reset();
    }
}
