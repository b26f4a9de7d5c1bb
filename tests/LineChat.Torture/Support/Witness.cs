using System.Net.Sockets;
using System.Text;

namespace LineChat.Torture.Support;

/// <summary>
/// Somebody who chats as people should be able to whatever others do: says a numbered line again and again, and hears all. It has threads of its own, so that
/// it is never late because of the attackers beside it.
/// </summary>
internal sealed class Witness : IDisposable
{
    private readonly Socket _socket;
    private readonly TimeSpan _pause;
    private readonly TaskCompletionSource _end = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ManualResetEventSlim _quiet = new();
    private readonly byte[] _buffer = new byte[256 * 1024];
    private int _length;
    private Thread? _talking;

    private Witness(Socket socket, TimeSpan pause, Hearing hearing)
    {
        _socket = socket;
        _pause = pause;
        Hearing = hearing;
    }

    public Hearing Hearing { get; }

    /// <summary>How many lines it has said.</summary>
    public long Said { get; private set; }

    /// <summary>Done when the server has closed; failed with whatever this witness has to complain of.</summary>
    public Task End => _end.Task;

    /// <param name="route">How it reaches the server.</param>
    /// <param name="name">Its nickname.</param>
    /// <param name="command">What stands before a nickname.</param>
    /// <param name="pause">How long it waits from one line to the next.</param>
    /// <param name="hearing">What it makes of what it hears.</param>
    /// <param name="room">The room to which it goes before it hears anything, one that has a topic; null is the lobby.</param>
    public static Witness SignOn(Route route, string name, string command, TimeSpan pause, Hearing hearing, string? room = null)
    {
        var witness = new Witness(route.NewSocket(), pause, hearing);
        witness._socket.SendTimeout = (int)Deadline.Time.TotalMilliseconds;
        witness._socket.Connect(route.Server);
        witness._socket.Send(Encoding.UTF8.GetBytes($"{command}{name}\r\n"));
        witness._socket.ReceiveTimeout = (int)Deadline.Time.TotalMilliseconds;
        while (!witness.TryTakeWelcome(name)) Assert.True(witness.Receive(), $"{name} was not let in.");
        if (room is not null) witness.GoTo(room);
        witness._socket.ReceiveTimeout = 0;
        new Thread(witness.Listen) { IsBackground = true, Name = $"{name} listens" }.Start();
        return witness;
    }

    public void BeginToTalk()
    {
        _talking = new Thread(Talk) { IsBackground = true, Name = "a witness talks" };
        _talking.Start();
    }

    /// <summary>Says no more. What was said before may still be on its way.</summary>
    public void FallSilent()
    {
        _quiet.Set();
        _talking?.Join();
    }

    public void Dispose()
    {
        FallSilent();
        _socket.Dispose();
    }

    private bool TryTakeWelcome(string name)
    {
        int end = _buffer.AsSpan(0, _length).IndexOf((byte)'\n') + 1;
        if (end == 0) return false;

        Assert.StartsWith($"Please enter your name: Welcome, {name}!", Encoding.UTF8.GetString(_buffer, 0, end), StringComparison.Ordinal);
        Drop(end);
        return true;
    }

    private void GoTo(string room)
    {
        _socket.Send(Encoding.UTF8.GetBytes($"/join {room}\r\n"));
        for (string line = ""; !line.StartsWith("Topic: ", StringComparison.Ordinal);) // the last word of its welcome there
        {
            int end;
            while ((end = _buffer.AsSpan(0, _length).IndexOf((byte)'\n') + 1) == 0) Assert.True(Receive(), $"There is no way to {room}.");
            line = Encoding.UTF8.GetString(_buffer, 0, end);
            Drop(end);
        }
    }

    private void Listen()
    {
        try
        {
            do
            {
                int end;
                int start = 0;
                while ((end = _buffer.AsSpan(start, _length - start).IndexOf((byte)'\n')) >= 0)
                {
                    Hearing.Take(_buffer.AsSpan(start, end));
                    start += end + 1;
                }

                Drop(start);
            }
            while (Receive());
            Assert.True(Hearing.IsStopping, "A witness was disconnected.");
            Assert.Equal(0, _length);
            _end.TrySetResult();
        }
        catch (Exception exception)
        {
            _end.TrySetException(exception);
        }
        finally
        {
            Hearing.End();
        }
    }

    private void Talk()
    {
        try
        {
            while (!_quiet.IsSet && !Hearing.IsStopping)
            {
                _socket.Send(Encoding.UTF8.GetBytes($"{Said} {Environment.TickCount64}\r\n"));
                Said++;
                _quiet.Wait(_pause);
            }
        }
        catch (Exception exception)
        {
            if (!Hearing.IsStopping) _end.TrySetException(exception);
        }
    }

    private bool Receive()
    {
        int received = _socket.Receive(_buffer.AsSpan(_length));
        _length += received;
        return received > 0;
    }

    private void Drop(int count)
    {
        _buffer.AsSpan(count, _length - count).CopyTo(_buffer);
        _length -= count;
    }
}
