using LineChat.Rooms;

namespace LineChat.Interleavings;

/// <summary>Some threads do something and ring; whoever becomes the worker looks at what was done.</summary>
internal sealed class RingingStory
{
    private readonly AnswerAndLook _answerAndLook;
    private Bell _bell;
    private int _done;
    private int _seen;
    private bool _isAtWork;

    private RingingStory(AnswerAndLook answerAndLook) => _answerAndLook = answerAndLook;

    public delegate void AnswerAndLook(ref Bell bell, Action look);

    public static Story Begin(int rings, AnswerAndLook answerAndLook, int threads = 2)
    {
        var story = new RingingStory(answerAndLook);
        return new([.. Enumerable.Repeat(() => story.DoAndRing(rings), threads)], () => Assert.Equal(threads * rings, story._seen));
    }

    private void DoAndRing(int rings)
    {
        for (int i = 0; i < rings; i++)
        {
            Rooms.Interlocked.Increment(ref _done);
            if (_bell.Ring()) Work();
        }
    }

    private void Work()
    {
        do
        {
            Assert.False(_isAtWork, "Two are at work.");
            _isAtWork = true;
            _answerAndLook(ref _bell, () => _seen = Rooms.Volatile.Read(ref _done));
            _isAtWork = false; // who rings in the very moment of the rest may begin at once
        }
        while (!_bell.Rest());
    }
}
