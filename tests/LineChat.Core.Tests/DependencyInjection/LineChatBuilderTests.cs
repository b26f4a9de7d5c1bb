using System.Buffers;
using System.Reflection;
using LineChat.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using NSubstitute;

namespace LineChat.Tests.DependencyInjection;

/// <summary>Each part of a chat is given as a type, as an instance or by a factory.</summary>
public sealed class LineChatBuilderTests
{
    private readonly HostApplicationBuilder _host = Host.CreateEmptyApplicationBuilder(new());

    public static TheoryData<string?> Chats => [null, "game"];

    [Theory]
    [MemberData(nameof(Chats))]
    public void A_part_of_which_there_is_one_is_replaced(string? chat)
    {
        Replaces<INicknamePolicy, NobodyPolicy>(chat, builder => builder.UseNicknamePolicy<NobodyPolicy>(), (builder, one) => builder.UseNicknamePolicy(one), (builder, make) => builder.UseNicknamePolicy(make));
        Replaces<INicknameRegistry, NoRegistry>(chat, builder => builder.UseNicknameRegistry<NoRegistry>(), (builder, one) => builder.UseNicknameRegistry(one), (builder, make) => builder.UseNicknameRegistry(make));
        Replaces<IMessageFormatter, SilentFormatter>(chat, builder => builder.UseMessageFormatter<SilentFormatter>(), (builder, one) => builder.UseMessageFormatter(one), (builder, make) => builder.UseMessageFormatter(make));
        Replaces<ILineCodec, OwnCodec>(chat, builder => builder.UseLineCodec<OwnCodec>(), (builder, one) => builder.UseLineCodec(one), (builder, make) => builder.UseLineCodec(make));
    }

    [Theory]
    [MemberData(nameof(Chats))]
    public void A_part_of_which_there_are_several_is_added(string? chat)
    {
        Adds<ITransport, OwnTransport>(chat, builder => builder.AddTransport<OwnTransport>(), (builder, one) => builder.AddTransport(one), (builder, make) => builder.AddTransport(make));
        Adds<IChatCommand, OwnCommand>(chat, builder => builder.AddCommand<OwnCommand>(), (builder, one) => builder.AddCommand(one), (builder, make) => builder.AddCommand(make));
        Adds<IChatFilter, OwnFilter>(chat, builder => builder.AddFilter<OwnFilter>(), (builder, one) => builder.AddFilter(one), (builder, make) => builder.AddFilter(make));
    }

    [Fact]
    public async Task A_transport_that_is_added_twice_is_bound_once()
    {
        _host.Services.AddLineChat().AddTransport<InMemoryTransport>().AddTransport<InMemoryTransport>();
        using var host = _host.Build();
        await host.StartAsync();
        Assert.Equal("memory", Assert.Single(host.Services.GetRequiredService<ChatServer>().EndPoints).ToString());
        await host.StopAsync();
    }

    [Fact]
    public async Task A_command_is_a_function_of_the_hosts()
    {
        _host.Services.AddLineChat().AddTransport<InMemoryTransport>()
            .AddCommand("shout", "says it loudly", async (context, cancellationToken) => await context.Member.SayAsync(context.Arguments.ToUpperInvariant(), cancellationToken), "/shout TEXT")
            .AddCommand("who", "is not the built-in one", (context, cancellationToken) => context.ReplyAsync("own", cancellationToken));
        using var host = _host.Build();
        await host.StartAsync();
        var transport = host.Services.GetRequiredService<InMemoryTransport>();
        await using var ann = new MemoryChatClient(transport.Connect());
        await using var ben = new MemoryChatClient(transport.Connect());
        await ann.SignOnAsync("Ann");
        await ben.SignOnAsync("Ben");
        await ben.TypeLineAsync("/shout hello");
        await ann.ExpectLineAsync("+++ Ben arrived +++");
        await ann.ExpectLineAsync("Ben> HELLO");
        await ann.TypeLineAsync("/who");
        await ann.ExpectLineAsync("own");
        await ann.TypeLineAsync("/help");
        await ann.ReadUntilAsync(line => line.Contains("/shout TEXT", StringComparison.Ordinal) && line.Contains("says it loudly", StringComparison.Ordinal));
        await host.StopAsync();
    }

    [Fact]
    public void Nothing_is_added_that_is_null()
    {
        var builder = _host.Services.AddLineChat();
        foreach (var method in typeof(LineChatBuilder).GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly).Where(method => !method.IsSpecialName && !method.IsGenericMethod))
        {
            foreach (var parameter in method.GetParameters().Where(parameter => !parameter.HasDefaultValue))
            {
                object?[] arguments = [.. method.GetParameters().Select(other => other == parameter || other.HasDefaultValue ? null : Argument(other.ParameterType))];
                var thrown = Assert.Throws<TargetInvocationException>(() => method.Invoke(builder, arguments));
                Assert.Equal(parameter.Name, Assert.IsType<ArgumentNullException>(thrown.InnerException).ParamName);
            }
        }

        static object Argument(Type type) => type == typeof(string) ? "x" : Substitute.For([type], []);
    }

    private static void Replaces<TPart, T>(string? chat, Action<LineChatBuilder> byType, Action<LineChatBuilder, TPart> byInstance, Action<LineChatBuilder, Func<IServiceProvider, TPart>> byFactory)
        where TPart : class
        where T : class, TPart, new()
    {
        foreach (var (services, own) in Ways<TPart, T>(chat, byType, byInstance, byFactory)) Assert.Same(own ?? services.GetRequiredKeyedService<TPart>(chat), Assert.IsType<T>(Assert.Single(services.GetKeyedServices<TPart>(chat))));
    }

    private static void Adds<TPart, T>(string? chat, Action<LineChatBuilder> byType, Action<LineChatBuilder, TPart> byInstance, Action<LineChatBuilder, Func<IServiceProvider, TPart>> byFactory)
        where TPart : class
        where T : class, TPart, new()
    {
        foreach (var (services, own) in Ways<TPart, T>(chat, byType, byInstance, byFactory))
        {
            var added = Assert.Single(services.GetKeyedServices<TPart>(chat));
            Assert.IsType<T>(added);
            if (own is not null) Assert.Same(own, added);
        }
    }

    private static IEnumerable<(IServiceProvider Services, TPart? Own)> Ways<TPart, T>(string? chat, Action<LineChatBuilder> byType, Action<LineChatBuilder, TPart> byInstance, Action<LineChatBuilder, Func<IServiceProvider, TPart>> byFactory)
        where TPart : class
        where T : class, TPart, new()
    {
        var own = new T();
        yield return (Build(byType), null);
        yield return (Build(builder => byInstance(builder, own)), own);
        yield return (Build(builder => byFactory(builder, _ => own)), own);

        ServiceProvider Build(Action<LineChatBuilder> change)
        {
            var services = new ServiceCollection();
            change(chat is null ? services.AddLineChat() : services.AddLineChat(chat));
            return services.BuildServiceProvider();
        }
    }

    private sealed class NobodyPolicy : INicknamePolicy
    {
        public ValueTask<NicknameCheck> CheckAsync(string candidate, CancellationToken cancellationToken) => new(NicknameCheck.Refuse("Nobody comes in."));
    }

    private sealed class NoRegistry : INicknameRegistry
    {
        public ValueTask<ClaimResult> ClaimAsync(ChatMember member, NicknameCheck nickname, CancellationToken cancellationToken) => new(ClaimResult.Claimed);

        public void Release(ChatMember member, NicknameCheck nickname)
        {
        }

        public ChatMember? Find(string key) => null;
    }

    private sealed class SilentFormatter : IMessageFormatter
    {
        public void Format(in ChatMessage message, IBufferWriter<byte> output)
        {
        }
    }

    private sealed class OwnCodec : ILineCodec
    {
        public ILineDecoder CreateDecoder() => throw new NotSupportedException();
    }

    private sealed class OwnTransport : ITransport
    {
        public ValueTask<IReadOnlyList<IChatListener>> ListenAsync(CancellationToken cancellationToken) => new([]);
    }

    private sealed class OwnCommand : IChatCommand
    {
        public string Name => "own";

        public string Usage => "/own";

        public string Description => "does nothing";

        public ValueTask ExecuteAsync(ChatCommandContext context, CancellationToken cancellationToken) => ValueTask.CompletedTask;
    }

    private sealed class OwnFilter : IChatFilter
    {
        public ValueTask<ChatFilterResult> FilterAsync(ChatFilterContext context, CancellationToken cancellationToken) => new(ChatFilterResult.Pass);
    }
}
