using System.Buffers;
using LineChat.Dialects;

namespace LineChat.DependencyInjection;

/// <summary>
/// The nickname policy that the options in force ask for. Whether case matters stays as it was at the start: the nicknames that are
/// here were compared so.
/// </summary>
internal sealed class CurrentNicknamePolicy(CurrentOptions options) : INicknamePolicy
{
    private readonly FromOptions<NicknamePolicy> _policy = new(
        options,
        now => new(now.Limits.MaxNicknameLength, now.Dialect, options.AtStart.Dialect.NicknameCaseMatters));

    public ValueTask<NicknameCheck> CheckAsync(string candidate, CancellationToken cancellationToken) =>
        _policy.Value.CheckAsync(candidate, cancellationToken);
}

/// <summary>The formatter that the options in force ask for.</summary>
internal sealed class CurrentFormatter(CurrentOptions options) : IMessageFormatter
{
    private readonly FromOptions<TemplateFormatter> _formatter = new(options, now => new(now.Dialect));

    public void Format(in ChatMessage message, IBufferWriter<byte> output) => _formatter.Value.Format(message, output);
}

/// <summary>The line codec that the options in force ask for. A decoder keeps the limits with which it was made.</summary>
internal sealed class CurrentCodec(CurrentOptions options) : ILineCodec
{
    private readonly FromOptions<LineCodec> _codec = new(
        options,
        now => new(now.Limits.MaxLineLength, now.Limits.MostUnterminatedInput, splitsLongLines: now.Limits.LongLines == LongLinePolicy.Split));

    public ILineDecoder CreateDecoder() => _codec.Value.CreateDecoder();
}
