namespace LineChat.Rooms;

/// <summary>
/// Lets any number of threads ring for one worker that looks after something, so that none of their rings is lost and no two workers run:
/// <list type="number">
/// <item>Whoever is told by <see cref="Ring"/> that nobody is at work becomes the worker.</item>
/// <item>The worker calls <see cref="Answer"/> before it looks: a full fence, so that it sees whatever was done before a ring it has
/// answered, and a later ring is a new one.</item>
/// <item>When it has found nothing more it calls <see cref="Rest"/>; if that says no, somebody rang in between: answer, and look again.</item>
/// </list>
/// A mutable struct: keep it in a field that is not readonly.
/// </summary>
internal struct Bell
{
    private const int Idle = 0;
    private const int Answered = 1;
    private const int Rung = 2;

    private int _state;

    /// <returns>Whether the caller is the worker now.</returns>
    public bool Ring() => Interlocked.Exchange(ref _state, Rung) == Idle;

    public void Answer() => Interlocked.Exchange(ref _state, Answered);

    /// <returns>False if it was rung since it was answered.</returns>
    public bool Rest() => Interlocked.CompareExchange(ref _state, Idle, Answered) == Answered;
}
