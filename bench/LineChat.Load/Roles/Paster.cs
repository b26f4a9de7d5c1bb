using System.Text;

namespace LineChat.Load.Roles;

/// <summary>Pastes far more than may be said, and then interrupts that (RFC 854) or is gone.</summary>
internal static class Paster
{
    private const int Lines = 3000;

    private static readonly byte[] Interrupt = [255, 244, 255, 253, 6]; // IAC IP, IAC DO TIMING-MARK: what Ctrl-C sends

    public static IEnumerable<Wait> Play(Visitor visitor)
    {
        foreach (var wait in visitor.SignOn()) yield return wait;

        var random = visitor.Random;
        string line = new('p', random.Next(1, 40));
        bool isBracketed = random.Next(2) == 0; // as terminals do that tell what is pasted
        string text = string.Concat(Enumerable.Repeat($"{line}\n", Lines));
        visitor.Send(Encoding.ASCII.GetBytes(isBracketed ? $"\u001b[200~{text}\u001b[201~" : text));
        yield return Wait.For(random.Between(0.1, 5));
        if (random.Next(2) == 0)
        {
            visitor.Send(Interrupt);
            yield return Wait.UntilSent(10);
            visitor.Say("sorry");
            yield return Wait.For(random.Between(0.1, 5));
        }

        if (random.Next(2) == 0) visitor.Reset();
    }
}
