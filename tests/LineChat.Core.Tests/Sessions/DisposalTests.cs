using System.Net;
using System.Net.Sockets;
using LineChat.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace LineChat.Tests.Sessions;

/// <summary>Hosts that end in another way than by a stop: nothing of the chat outlives them.</summary>
public sealed class DisposalTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_host_that_is_disposed_of_without_a_stop_closes_everybody_and_frees_the_port(bool isHung)
    {
        using var hanging = new Hanging(isHung ? ChatMessageKind.Acted : null);
        var host = Build(services => services.AddSingleton<IMessageFormatter>(hanging));
        await host.StartAsync(Deadline.Token);
        var endPoint = EndPoint(host);
        await using var ann = await TcpChatClient.ConnectAsync(endPoint);
        await ann.SignOnAsync("Ann");
        if (isHung) await ann.TypeLineAsync("/me waves");
        if (isHung) await hanging.Hangs.InTimeAsync();

        await Task.Run(host.Dispose).InTimeAsync();
        await ann.ReadToEndAsync();
        using (var again = Bind(endPoint))
        {
            again.Listen();
        }

        host.Dispose();
    }

    [Fact]
    public async Task A_host_that_does_not_start_since_something_else_fails_frees_the_port()
    {
        EndPoint? endPoint = null;
        using (var host = Build(services => services.AddHostedService(provider => new Failing(() => endPoint = EndPoint(provider)))))
        {
            await Assert.ThrowsAsync<InvalidOperationException>(() => host.StartAsync(Deadline.Token));
        }

        using var again = Bind(endPoint!);
    }

    [Fact]
    public async Task Services_that_are_disposed_of_without_a_host_free_the_port()
    {
        var services = new ServiceCollection();
        services.AddLineChat(options => options.Listen.Add("127.0.0.1:0"));
        EndPoint endPoint;
        using (var provider = services.BuildServiceProvider())
        {
            await provider.GetRequiredService<ChatServer>().StartAsync(Deadline.Token);
            endPoint = EndPoint(provider);
        }

        using var again = Bind(endPoint);
    }

    [Fact]
    public async Task Disposing_after_a_stop_does_no_harm()
    {
        using var host = Build();
        await host.StartAsync(Deadline.Token);
        await host.StopAsync(Deadline.Token);
        var server = host.Services.GetRequiredService<ChatServer>();
        await server.DisposeAsync().InTimeAsync();
        await Task.Run(server.Dispose).InTimeAsync();
    }

    [Fact]
    public async Task A_chat_that_has_stopped_says_that_it_cannot_start_again_and_binds_nothing()
    {
        using var host = Build();
        var server = host.Services.GetRequiredService<ChatServer>();
        await host.StartAsync(Deadline.Token);
        await Assert.ThrowsAsync<InvalidOperationException>(() => server.StartAsync(Deadline.Token));
        var endPoint = EndPoint(host);
        await host.StopAsync(Deadline.Token);
        var thrown = await Assert.ThrowsAsync<InvalidOperationException>(() => server.StartAsync(Deadline.Token));
        Assert.Contains("cannot start again", thrown.Message, StringComparison.Ordinal);
        using var again = Bind(endPoint);
    }

    [Fact]
    public async Task A_chat_whose_port_was_taken_may_try_again()
    {
        using var taken = Bind(new IPEndPoint(IPAddress.Loopback, 0));
        taken.Listen();
        using var host = Build(address: $"{taken.LocalEndPoint}");
        var server = host.Services.GetRequiredService<ChatServer>();
        await Assert.ThrowsAsync<IOException>(() => server.StartAsync(Deadline.Token));
        taken.Dispose();
        await server.StartAsync(Deadline.Token);
        await using var ann = await TcpChatClient.ConnectAsync(server.EndPoints[0]);
        await ann.SignOnAsync("Ann");
    }

    private static IHost Build(Action<IServiceCollection>? configure = null, string address = "127.0.0.1:0")
    {
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Services.AddLineChat(options => options.Listen.Add(address));
        configure?.Invoke(builder.Services);
        return builder.Build();
    }

    private static EndPoint EndPoint(IHost host) => EndPoint(host.Services);

    private static EndPoint EndPoint(IServiceProvider services) => services.GetRequiredService<ChatServer>().EndPoints[0];

    private static Socket Bind(EndPoint endPoint)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(endPoint);
        return socket;
    }

    private sealed class Failing(Action first) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken)
        {
            first();
            throw new InvalidOperationException("Something else has failed.");
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
