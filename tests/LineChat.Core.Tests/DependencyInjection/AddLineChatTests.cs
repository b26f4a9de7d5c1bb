using System.Buffers;
using System.Net;
using LineChat.DependencyInjection;
using LineChat.Tests.Support;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using NSubstitute;

namespace LineChat.Tests.DependencyInjection;

public sealed class AddLineChatTests
{
    private readonly HostApplicationBuilder _host = Host.CreateEmptyApplicationBuilder(new());

    [Fact]
    public void What_is_registered_before_stays()
    {
        Stays(Substitute.For<INicknamePolicy>());
        Stays(Substitute.For<IMessageFormatter>());
        Stays(Substitute.For<ILineCodec>());
        Stays(Substitute.For<IChatRoom>());
        Stays(Substitute.For<TimeProvider>());
        Stays(Substitute.For<ITransport>());

        static void Stays<T>(T own)
            where T : class
        {
            var services = new ServiceCollection();
            services.AddSingleton(own);
            services.AddLineChat();
            using var provider = services.BuildServiceProvider();
            Assert.Same(own, Assert.Single(provider.GetServices<T>()));
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_command_of_the_hosts_counts_before_the_built_in_one_whenever_it_is_registered(bool isBefore)
    {
        if (isBefore) _host.Services.AddSingleton<IChatCommand, OwnWhoCommand>();
        var builder = _host.Services.AddLineChat().AddTransport<InMemoryTransport>();
        if (!isBefore) builder.AddCommand<OwnWhoCommand>();
        using var host = _host.Build();
        await host.StartAsync();
        await using var client = new MemoryChatClient(host.Services.GetRequiredService<InMemoryTransport>().Connect());
        await client.SignOnAsync("Ann");
        await client.TypeLineAsync("/who is it");
        await client.ExpectLineAsync("own: is it");
        await host.StopAsync();
    }

    [Fact]
    public async Task Options_bound_the_default_parts()
    {
        _host.Services.AddLineChat(options =>
        {
            options.Limits.MaxNicknameLength = 3;
            options.Limits.MaxLineLength = 16;
            options.Dialect[ChatMessageKind.AreYouThereAnswered] = "{{yes}}";
        });
        using var host = _host.Build();
        Assert.False((await host.Services.GetRequiredService<INicknamePolicy>().CheckAsync("Anna", Deadline.Token)).IsAllowed);
        using var decoder = host.Services.GetRequiredService<ILineCodec>().CreateDecoder();
        Assert.Equal(LineEvent.LongLine, decoder.Read("12345678901234567\n"u8, out _));
        var output = new ArrayBufferWriter<byte>();
        host.Services.GetRequiredService<IMessageFormatter>().Format(new(ChatMessageKind.AreYouThereAnswered), output);
        Assert.Equal("{yes}\r\n"u8, output.WrittenSpan);
    }

    [Fact]
    public void What_the_host_configures_comes_after_the_configuration()
    {
        _host.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["LineChat:Tcp:Backlog"] = "7", ["LineChat:Limits:LineBurst"] = "7" });
        _host.Services.AddLineChat(options => options.Tcp.Backlog++);
        using var host = _host.Build();
        var options = host.Services.GetRequiredService<IOptions<LineChatOptions>>().Value;
        Assert.Equal(8, options.Tcp.Backlog);
        Assert.Equal(7, options.Limits.LineBurst);
    }

    [Fact]
    public async Task A_transport_suppresses_listening_on_TCP_by_default()
    {
        _host.Services.AddLineChat().AddTransport<InMemoryTransport>();
        using var host = _host.Build();
        await host.StartAsync();
        Assert.Equal("memory", Assert.Single(host.Services.GetRequiredService<ChatServer>().EndPoints).ToString());
        Assert.Same(host.Services.GetRequiredService<InMemoryTransport>(), Assert.Single(host.Services.GetServices<ITransport>()));
        await host.StopAsync();
    }

    [Fact]
    public async Task A_transport_does_not_suppress_the_TCP_that_was_asked_for()
    {
        _host.Services.AddLineChat().AddTransport<InMemoryTransport>().AddTcp("127.0.0.1:0");
        using var host = _host.Build();
        await host.StartAsync();
        var endPoints = host.Services.GetRequiredService<ChatServer>().EndPoints;
        Assert.Equal(2, endPoints.Count);
        var tcp = Assert.Single(endPoints.OfType<IPEndPoint>());
        Assert.Equal(IPAddress.Loopback, tcp.Address);
        Assert.NotEqual(0, tcp.Port);
        await host.StopAsync();
    }

    [Fact]
    public async Task Addresses_come_from_the_configuration_and_from_the_builder()
    {
        _host.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["LineChat:Listen"] = "127.0.0.1:0" });
        _host.Services.AddLineChat().AddTcp("127.0.0.1:0", "127.0.0.1:0");
        using var host = _host.Build();
        await host.StartAsync();
        Assert.Equal(3, host.Services.GetRequiredService<ChatServer>().EndPoints.Count);
        await host.StopAsync();
    }

    [Fact]
    public void Adding_the_chat_twice_gives_one()
    {
        _host.Services.AddLineChat(options => options.Tcp.Backlog = 7);
        _host.Services.AddLineChat(options => options.Limits.LineBurst = 7);
        using var host = _host.Build();
        Assert.Same(host.Services.GetRequiredService<ChatServer>(), Assert.Single(host.Services.GetServices<IHostedService>()));
        Assert.Single(host.Services.GetServices<IChatRoom>());
        Assert.Single(host.Services.GetServices<IConfigureOptions<LineChatOptions>>().OfType<ConfigurationOptions>());
        Assert.Single(host.Services.GetServices<IValidateOptions<LineChatOptions>>().OfType<LineChatOptionsValidator>());
        var options = host.Services.GetRequiredService<IOptions<LineChatOptions>>().Value;
        Assert.Equal((7, 7), (options.Tcp.Backlog, options.Limits.LineBurst));
    }

    [Fact]
    public async Task A_host_with_wrong_options_does_not_start_and_says_why()
    {
        _host.Services.AddLineChat(options => options.Tcp.Backlog = 0).AddTransport<InMemoryTransport>();
        using var host = _host.Build();
        var exception = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync());
        Assert.Equal(["LineChat:Tcp:Backlog is 0; it must be a whole number from 1 to 65,535."], exception.Failures);
    }

    [Fact]
    public async Task A_host_with_a_misspelt_setting_does_not_start_and_says_why()
    {
        _host.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["LineChat:Backlogg"] = "7" });
        _host.Services.AddLineChat().AddTransport<InMemoryTransport>();
        using var host = _host.Build();
        var exception = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync());
        Assert.Equal("Unknown setting LineChat:Backlogg. Did you mean LineChat:Tcp:Backlog?", exception.Message);
    }

    [Fact]
    public async Task Wrong_options_fail_the_start_even_if_every_part_is_replaced()
    {
        _host.Services.AddSingleton(Substitute.For<IChatRoom>()).AddSingleton(Substitute.For<ILineCodec>());
        _host.Services.AddSingleton(Substitute.For<IMessageFormatter>()).AddSingleton(Substitute.For<INicknamePolicy>());
        _host.Services.AddLineChat(options => options.Limits.LineBurst = 0).AddTransport<InMemoryTransport>();
        using var host = _host.Build();
        await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync());
    }

    private sealed class NobodyPolicy : INicknamePolicy
    {
        public ValueTask<NicknameCheck> CheckAsync(string candidate, CancellationToken cancellationToken) => new(NicknameCheck.Refuse("Nobody comes in."));
    }

    private sealed class SilentFormatter : IMessageFormatter
    {
        public void Format(in ChatMessage message, IBufferWriter<byte> output)
        {
        }
    }

    private sealed class OwnWhoCommand : IChatCommand
    {
        public string Name => "Who";

        public string Usage => "/who";

        public string Description => "is not the built-in one";

        public ValueTask ExecuteAsync(ChatCommandContext context, CancellationToken cancellationToken) => context.ReplyAsync($"own: {context.Arguments}", cancellationToken);
    }
}
