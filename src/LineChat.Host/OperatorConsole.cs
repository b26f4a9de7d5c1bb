using System.Net;
using System.Text;
using Microsoft.Extensions.DependencyInjection;

namespace LineChat.Host;

/// <summary>The console as a client: it shows the chat, or takes part in it as anybody who has connected.</summary>
internal sealed class OperatorConsole(bool echoes, string? name) : IChatConnection
{
    private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Stream _input = Console.OpenStandardInput();
    private readonly Stream _output = Console.OpenStandardOutput();
    private bool _answers = name is not null; // the first question
    private byte[] _typed = [];
    private bool _hasEnded;

    public string Id => "console";

    public EndPoint? RemoteEndPoint => null;

    /// <summary>Lets the console in, if it was asked for.</summary>
    /// <returns>What ends that.</returns>
    public IAsyncDisposable? Join(IServiceProvider services)
    {
        if (echoes) return services.GetRequiredService<IChatRoom>().Admit(this, announce: false);
        if (name is not null) _ = services.GetRequiredService<ChatServer>().ServeAsync(this);
        return null;
    }

    public async ValueTask<int> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        if (_answers)
        {
            _answers = false;
            await _asked.Task.WaitAsync(TimeSpan.FromSeconds(1), cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing); // some dialects don't ask
            _typed = Encoding.UTF8.GetBytes(name + "\n");
            await SendAsync(_typed, cancellationToken).ConfigureAwait(false); // as if it had been typed
        }
        else if (_typed.Length == 0 && !_hasEnded)
        {
            // Nothing reads from a console without waiting, and nothing can be taken back from what waits: one line at a time is read
            // ahead.
            byte[] line = new byte[4096];
            int length = await Task.Run(() => _input.Read(line), CancellationToken.None).WaitAsync(cancellationToken).ConfigureAwait(false);
            _hasEnded = length == 0;
            _typed = line[..length];
        }

        int count = Math.Min(buffer.Length, _typed.Length);
        _typed.AsSpan(0, count).CopyTo(buffer.Span);
        _typed = _typed[count..];
        return count;
    }

    public async ValueTask SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        await Task.Run(() => _output.Write(bytes.Span), CancellationToken.None).WaitAsync(cancellationToken).ConfigureAwait(false); // a stopped terminal stops nobody else
        _asked.TrySetResult();
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
