using System.Text;

namespace LineChat.Load.Roles;

/// <summary>Says as much as may be said at once, breaks off, and comes again: what it may do must not begin anew with the connection.</summary>
internal static class Returner
{
    private static readonly byte[] Lines = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("again\r\n", 20)));

    public static IEnumerable<Wait> Play(Visitor visitor)
    {
        visitor.Say(visitor.Nickname);
        visitor.Send(Lines);
        yield return Wait.UntilHeard(); // asked for a name
        yield return Wait.UntilHeard(2); // welcome
        visitor.Join();
        visitor.Reset();
    }
}
