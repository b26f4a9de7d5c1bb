using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;

namespace LineChat.Diagnostics;

/// <summary>
/// The activity source <c>LineChat</c>: sign-ons and commands, with the tags of OpenTelemetry's semantic conventions where there are
/// some. None of them has what people say, or what they call themselves. Without a listener nothing is made.
/// </summary>
internal static class ChatActivities
{
    public const string SourceName = "LineChat";

    private static readonly ActivitySource Source = new(SourceName);

    /// <summary>Whether anybody listens.</summary>
    public static bool IsHeard => Source.HasListeners();

    /// <summary>Begins the activity of a sign-on.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="client">Where the client is, as far as the host knows better.</param>
    /// <param name="chat">The tags of the chat.</param>
    public static Activity? StartSignOn(IChatConnection connection, EndPoint? client, KeyValuePair<string, object?>[] chat)
    {
        var activity = Source.StartActivity("linechat.sign_on", ActivityKind.Server, parentContext: default, chat);
        if (activity is null) return null;

        activity.SetTag("linechat.connection.id", connection.Id);
        if (connection.RemoteEndPoint is IPEndPoint peer)
        {
            activity.SetTag("network.peer.address", $"{peer.Address}").SetTag("network.peer.port", peer.Port);
            activity.SetTag("network.transport", "tcp").SetTag("network.type", peer.AddressFamily == AddressFamily.InterNetworkV6 ? "ipv6" : "ipv4");
        }

        if (client is IPEndPoint original) activity.SetTag("client.address", $"{original.Address}").SetTag("client.port", original.Port);
        return activity;
    }

    /// <summary>Ends the activity of a sign-on, unless it failed.</summary>
    public static void EndSignOn(Activity? activity, ServeResult result) =>
        activity?.SetTag("linechat.serve.status", result.Join is { Succeeded: true } ? "signed_on" : JsonNamingPolicy.SnakeCaseLower.ConvertName($"{result.Status}"));

    /// <summary>Begins the activity of a command.</summary>
    /// <param name="command">The name of the command, as it was registered.</param>
    /// <param name="signOn">The activity of the member's sign-on, if somebody heard that.</param>
    /// <param name="chat">The tags of the chat.</param>
    public static Activity? StartCommand(string command, ActivityLink[]? signOn, KeyValuePair<string, object?>[] chat) => IsHeard
        ? Source.StartActivity("linechat.command", ActivityKind.Server, parentContext: default, [new("linechat.command.name", command), .. chat], signOn)
        : null;

    /// <summary>What was being done has failed.</summary>
    public static void Fail(Activity? activity, Exception exception) =>
        activity?.SetTag("error.type", exception.GetType().FullName).SetStatus(ActivityStatusCode.Error); // and not its message, which may repeat what was typed
}
