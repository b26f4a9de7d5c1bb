namespace LineChat;

/// <summary>
/// Something that is made of the options in force: made when it is first asked for, and anew once they have been replaced. If several
/// threads ask for it then, each may make one, and one of them stays.
/// </summary>
/// <param name="options">The options in force.</param>
/// <param name="make">Makes it.</param>
internal sealed class FromOptions<T>(CurrentOptions options, Func<LineChatOptions, T> make)
    where T : class
{
    private volatile Made? _made;

    public T Value => _made is { } made && ReferenceEquals(made.Of, options.Value) ? made.Value : Make(options.Value);

    private T Make(LineChatOptions of)
    {
        var made = new Made(of, make(of));
        _made = made;
        return made.Value;
    }

    private sealed record Made(LineChatOptions Of, T Value);
}
