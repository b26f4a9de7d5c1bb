using System.Reflection;
using LineChat.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using NSubstitute;

namespace LineChat.Tests;

/// <summary>A host's fakes can make every result that the chat makes, and no other.</summary>
public sealed class ResultTests
{
    public static TheoryData<Type> Types => [typeof(JoinResult), typeof(RenameResult), typeof(MoveResult), typeof(OpenRoomResult), typeof(SayResult), typeof(WhisperResult)];

    [Theory]
    [MemberData(nameof(Types))]
    public void There_is_a_way_to_make_each_result(Type type)
    {
        object[] results = [.. ResultsOf(type)];
        var status = type.GetProperty("Status")!;
        Assert.Equal(Enum.GetNames(status.PropertyType).Order(), results.Select(result => $"{status.GetValue(result)}").Order());
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void A_result_is_named_as_its_status_and_has_what_belongs_to_that(Type type)
    {
        foreach (var (member, result) in MembersOf(type))
        {
            Assert.Equal(member.Name, $"{type.GetProperty("Status")!.GetValue(result)}");
            bool takesReason = member is MethodInfo method && method.GetParameters().Any(parameter => parameter.Name == "reason");
            Assert.Equal(takesReason, type.GetProperty("Reason")!.GetValue(result) is not null);
            if (type.GetProperty("Room") is { } room) Assert.Equal(member.Name is "Moved" or "AlreadyThere" or "Opened" or "AlreadyOpen", room.GetValue(result) is not null);
            Assert.Equal(member.Name is "Accepted" or "Moved" or "Opened" or "AlreadyOpen" or "Said" or "Sent", type.GetProperty("Succeeded")!.GetValue(result));
        }
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void No_result_is_made_without_what_belongs_to_it(Type type)
    {
        foreach (var method in type.GetMethods(BindingFlags.Public | BindingFlags.Static).Where(method => !method.IsSpecialName))
        {
            foreach (var parameter in method.GetParameters().Where(parameter => !parameter.HasDefaultValue))
            {
                object?[] arguments = [.. method.GetParameters().Select(other => other == parameter ? null : Argument(other))];
                var thrown = Assert.Throws<TargetInvocationException>(() => method.Invoke(null, arguments));
                Assert.Equal(parameter.Name, Assert.IsType<ArgumentNullException>(thrown.InnerException).ParamName);
            }
        }
    }

    [Fact]
    public void A_claim_succeeds_or_names_who_has_the_nickname()
    {
        Assert.True(ClaimResult.Claimed.Succeeded);
        Assert.Null(ClaimResult.Claimed.Nickname);
        var taken = ClaimResult.Taken("Ann", "ann");
        Assert.False(taken.Succeeded);
        Assert.Equal(("Ann", "ann"), (taken.Nickname, taken.Key));
    }

    [Fact]
    public async Task A_chat_whose_registry_is_the_hosts_own_says_who_has_the_nickname()
    {
        await using var chat = await ChatFixture.StartAsync(replace: services => services.AddSingleton<INicknameRegistry, TakenByAnn>());
        var client = chat.Connect();
        await client.ExpectAsync(ChatClient.Prompt);
        await client.TypeLineAsync("Anna");
        await client.ExpectAsync("Anna looks like Ann, who is here.");
    }

    private static IEnumerable<object> ResultsOf(Type type) => MembersOf(type).Select(made => made.Result);

    private static IEnumerable<(MemberInfo Member, object Result)> MembersOf(Type type) =>
    [
        .. type.GetProperties(BindingFlags.Public | BindingFlags.Static).Select(property => ((MemberInfo)property, property.GetValue(null)!)),
        .. type.GetMethods(BindingFlags.Public | BindingFlags.Static).Where(method => !method.IsSpecialName)
            .Select(method => ((MemberInfo)method, method.Invoke(null, [.. method.GetParameters().Select(Argument)])!)),
    ];

    private static object Argument(ParameterInfo parameter) =>
        parameter.ParameterType == typeof(string) ? "Because." : Substitute.For([parameter.ParameterType], []);

    private sealed class TakenByAnn : INicknameRegistry
    {
        public ValueTask<ClaimResult> ClaimAsync(ChatMember member, NicknameCheck nickname, CancellationToken cancellationToken) => new(ClaimResult.Taken("Ann", "ann"));

        public void Release(ChatMember member, NicknameCheck nickname)
        {
        }

        public ChatMember? Find(string key) => null;
    }
}
