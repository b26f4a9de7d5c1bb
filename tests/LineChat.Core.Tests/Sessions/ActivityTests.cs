using System.Collections.Concurrent;
using System.Diagnostics;
using LineChat.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace LineChat.Tests.Sessions;

/// <summary>What a listener of the activity source sees. Other tests are heard too, so each has an address of its own.</summary>
public sealed class ActivityTests : IAsyncLifetime
{
    private readonly ConcurrentQueue<Activity> _ended = [];
    private readonly ActivityListener _listener;
    private ChatFixture _chat = null!;

    public ActivityTests()
    {
        _listener = new()
        {
            ShouldListenTo = source => source.Name == "LineChat",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = _ended.Enqueue,
        };
        ActivitySource.AddActivityListener(_listener);
    }

    public async Task InitializeAsync() => _chat = await ChatFixture.StartAsync(replace: services => services.AddSingleton<IChatCommand>(new ThrowingCommand(later: true, new IOException("secret"))));

    public async Task DisposeAsync()
    {
        await _chat.DisposeAsync();
        _listener.Dispose();
    }

    [Fact]
    public async Task A_sign_on_is_an_activity_with_the_address_of_the_client()
    {
        var client = _chat.ConnectFrom("192.0.2.71");
        await client.ExpectAsync(ChatClient.Prompt);
        await client.TypeLineAsync("a secret nickname!");
        await client.TypeLineAsync("Secret");
        var signOn = await AwaitSignOnAsync("192.0.2.71");
        Assert.Equal(ActivityKind.Server, signOn.Kind);
        Assert.Equal(
            ["linechat.connection.id=*", "linechat.serve.status=signed_on", "network.peer.address=192.0.2.71", "network.peer.port=50000", "network.transport=tcp", "network.type=ipv4"],
            signOn.TagObjects.Select(tag => $"{tag.Key}={(tag.Key == "linechat.connection.id" ? "*" : tag.Value)}").Order(StringComparer.Ordinal));
        Assert.Equal(ActivityStatusCode.Unset, signOn.Status);
    }

    [Fact]
    public async Task A_client_that_goes_without_signing_on_ends_the_activity()
    {
        var client = _chat.ConnectFrom("2001:db8::72");
        await client.ExpectAsync(ChatClient.Prompt);
        client.CloseSending();
        var signOn = await AwaitSignOnAsync("2001:db8::72");
        Assert.Equal(("not_signed_on", "ipv6"), (signOn.GetTagItem("linechat.serve.status"), signOn.GetTagItem("network.type")));
    }

    [Fact]
    public async Task A_command_is_an_activity_that_is_linked_to_the_sign_on_and_has_nothing_that_was_typed()
    {
        var client = _chat.ConnectFrom("192.0.2.73");
        await client.SignOnAsync("Ann");
        var signOn = await AwaitSignOnAsync("192.0.2.73");
        await client.TypeLineAsync("/ME has a secret");
        await client.TypeLineAsync("/secret");
        await client.TypeLineAsync("/fail secret");
        await client.ReadUntilAsync(line => line.Contains("/fail", StringComparison.Ordinal));

        var commands = await AwaitAsync(() => _ended.Where(activity => activity.Links.Any(link => link.Context == signOn.Context)).ToArray(), found => found.Length == 2);
        Assert.Equal(["me", "fail"], commands.Select(command => command.GetTagItem("linechat.command.name")));
        Assert.Equal([ActivityStatusCode.Unset, ActivityStatusCode.Error], commands.Select(command => command.Status));
        Assert.Equal("System.IO.IOException", commands[1].GetTagItem("error.type"));
        foreach (var activity in commands.Append(signOn))
        {
            string all = $"{activity.DisplayName} {activity.StatusDescription} {string.Join(" ", activity.TagObjects)} {string.Join(" ", activity.Events.Select(one => one.Name))}";
            Assert.DoesNotContain("secret", all, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("Ann", all, StringComparison.Ordinal);
        }
    }

    private async Task<Activity> AwaitSignOnAsync(string address) => (await AwaitAsync(
        () => _ended.Where(activity => activity.OperationName == "linechat.sign_on" && Equals(activity.GetTagItem("network.peer.address"), address)).ToArray(), found => found.Length == 1))[0];

    private static async Task<Activity[]> AwaitAsync(Func<Activity[]> find, Predicate<Activity[]> isFound)
    {
        var deadline = Deadline.Token;
        while (true)
        {
            var found = find();
            if (isFound(found)) return found;
            await Task.Delay(1, deadline);
        }
    }
}
