using System.Text;
using Xunit.Sdk;

namespace LineChat.Interleavings;

/// <summary>One telling of a story: one thread at a time goes on, by the choices there were before and, behind them, by the first of each.</summary>
internal sealed class Telling(List<Choice> choices, int preemptions)
{
    private const int MostPoints = 5000;

    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);

    private readonly List<Strand> _strands = [];
    private readonly List<object> _locks = [];
    private readonly StringBuilder _trace = new();
    private readonly ManualResetEventSlim _over = new();
    private int _chosen;
    private int _points;
    private int _preemptionsLeft = preemptions;
    private Exception? _failure;

    public bool HasFailed => _failure is not null;

    public bool HoldsLock => _locks.Exists(Monitor.IsEntered);

    public void Tell(Func<Story> begin)
    {
        using var teller = Strand.Teller(this);
        var story = begin();
        foreach (var act in story.Threads) Add(act);
        _strands[Choose(_strands.Count)].GoOn();
        if (!_over.Wait(Deadline)) throw new XunitException($"A thread waits for something that does not come:{_trace}");

        try
        {
            if (_failure is null) story.End();
        }
        catch (Exception exception)
        {
            _failure = exception;
        }

        if (_failure is not null) throw new XunitException($"{_failure.Message}{Environment.NewLine}In this order:{_trace}", _failure);
    }

    public void Watch(object monitor) => _locks.Add(monitor);

    /// <summary>One more thread.</summary>
    public void Add(Action act) => _strands.Add(new(this, _strands.Count, act));

    /// <summary>A thread is at a point: it may have to wait for others.</summary>
    public void Pass(Strand strand, string what)
    {
        _trace.Append(Environment.NewLine).Append("  thread ").Append(strand.Number).Append(": ").Append(what);
        if (++_points > MostPoints) throw new XunitException("It does not come to an end.");
        if (_preemptionsLeft == 0) return;

        Strand[] others = [strand, .. _strands.Where(other => !other.IsOver && other != strand)];
        var next = others[Choose(others.Length)];
        if (next == strand) return;
        _preemptionsLeft--;
        next.GoOn();
        strand.Await();
    }

    /// <summary>A thread has come to its end.</summary>
    public void Leave(Exception? failure)
    {
        _failure ??= failure;
        Strand[] others = [.. _strands.Where(other => !other.IsOver)];
        if (others.Length == 0) _over.Set();
        else others[_failure is null ? Choose(others.Length) : 0].GoOn();
    }

    private int Choose(int of)
    {
        if (of == 1) return 0;
        if (_chosen == choices.Count) choices.Add(new(0, of));
        var choice = choices[_chosen++];
        if (choice.Of != of) throw new XunitException($"The story is not the same each time: here it had {choice.Of} ways to go on, and now {of}.");
        return choice.Chosen;
    }
}
