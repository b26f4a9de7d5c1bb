using System.Buffers;
using LineChat.Dialects;

namespace LineChat.Tests.Support;

/// <summary>Parts of a host's own that hang until they are let go: a policy at the nickname Eve, a formatter at one kind of message, and the command <c>/hang</c>, which never ends.</summary>
internal sealed class Hanging(ChatMessageKind? kind = null) : INicknamePolicy, IMessageFormatter, IChatCommand, IDisposable
{
    private readonly TemplateFormatter _default = new(new ChatDialect());
    private readonly ManualResetEventSlim _letGo = new();
    private readonly TaskCompletionSource _hangs = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public string Name => "hang";

    public string Usage => "/hang";

    public string Description => "never ends";

    /// <summary>Somebody hangs.</summary>
    public Task Hangs => _hangs.Task;

    public ValueTask<NicknameCheck> CheckAsync(string candidate, CancellationToken cancellationToken)
    {
        if (kind is null && candidate == "Eve") Hang();
        return new(NicknameCheck.Allow(candidate));
    }

    public void Format(in ChatMessage message, IBufferWriter<byte> output)
    {
        if (message.Kind == kind) Hang();
        _default.Format(message, output);
    }

    public async ValueTask ExecuteAsync(ChatCommandContext context, CancellationToken cancellationToken)
    {
        _hangs.TrySetResult();
        await Task.Delay(Timeout.Infinite, CancellationToken.None);
    }

    public void Dispose() => _letGo.Set();

    private void Hang()
    {
        _hangs.TrySetResult();
        _letGo.Wait();
    }
}
