namespace LineChat.Interleavings;

/// <summary>Which of some threads goes on.</summary>
internal readonly record struct Choice(int Chosen, int Of)
{
    public bool IsLast => Chosen == Of - 1;

    public Choice Next => this with { Chosen = Chosen + 1 };
}
