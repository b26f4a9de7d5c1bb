using System.Reflection;
using System.Text.RegularExpressions;
using LineChat.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using NSubstitute;

namespace LineChat.Tests;

/// <summary>What docs/api.md says of the public types is true.</summary>
public sealed partial class PublicSurfaceTests
{
    private static readonly Type[] Types = typeof(LineChatOptions).Assembly.GetExportedTypes();

    public static TheoryData<Type> Options => [.. Types.Where(type => type.Name.EndsWith("Options", StringComparison.Ordinal) || type == typeof(ChatDialect) || type == typeof(RoomSettings))];

    [Fact]
    public void Each_public_type_is_on_the_page_once_with_a_sentence_and_no_other()
    {
        var rows = Row().Matches(File.ReadAllText(Path.Combine(Repository.Root, "docs", "api.md")));
        Assert.Equal(Types.Select(NameOf).Order(StringComparer.Ordinal), rows.Select(row => row.Groups[1].Value).Order(StringComparer.Ordinal));
        Assert.All(rows, row => Assert.Matches(@"^[A-Z].{10,}\.$", row.Groups[2].Value.Trim()));
    }

    [Fact]
    public void What_users_call_are_classes_that_can_be_faked_or_are_sealed()
    {
        Type[] open = [typeof(Chat), typeof(ChatMember), typeof(ChatGuest)];
        Assert.All(open, type => Assert.True(type.IsAbstract && type.GetConstructors(BindingFlags.NonPublic | BindingFlags.Instance).Any(made => made.IsFamily), $"{type}"));
        Assert.All(Types.Where(type => type.IsClass && !type.IsAbstract && type != typeof(JoinOptions)), type => Assert.True(type.IsSealed, $"{type} is not sealed"));
    }

    [Fact]
    public void No_enumeration_is_without_a_zero() => Assert.All(Types.Where(type => type.IsEnum), type => Assert.True(Enum.IsDefined(type, 0), $"{type}"));

    [Fact]
    public void Every_call_that_may_wait_takes_a_token_as_its_last_argument()
    {
        foreach (var type in Types)
        {
            foreach (var method in type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly).Where(method => method.Name.EndsWith("Async", StringComparison.Ordinal) && method.Name != "DisposeAsync"))
            {
                Assert.True(method.GetParameters().LastOrDefault()?.ParameterType == typeof(CancellationToken), $"{type}.{method}");
            }
        }
    }

    [Fact]
    public void What_is_null_and_must_not_be_is_refused_by_its_name()
    {
        foreach (var type in Types.Where(type => type != typeof(LineChatBuilder))) // see LineChatBuilderTests
        {
            foreach (var method in type.GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly).Where(method => !method.IsSpecialName)) Nulls.ExpectRefused(null, method, Argument);
            foreach (var made in type.IsAbstract ? [] : type.GetConstructors()) Nulls.ExpectRefused(null, made, Argument);
        }

        foreach (object instance in (object[])[new NicknamePolicy(), new LineCodec(), new InMemoryTransport(), new InMemoryTransport().Connect()])
        {
            foreach (var method in instance.GetType().GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly).Where(method => !method.IsSpecialName)) Nulls.ExpectRefused(instance, method, Argument);
        }
    }

    [Theory]
    [MemberData(nameof(Options))]
    public void No_option_becomes_null_that_must_not_be(Type type)
    {
        object options = Activator.CreateInstance(type)!;
        foreach (var property in type.GetProperties().Where(property => property.GetSetMethod() is not null && property.GetIndexParameters().Length == 0))
        {
            bool mayBeNull = property.PropertyType.IsValueType || new NullabilityInfoContext().Create(property).WriteState == NullabilityState.Nullable;
            if (!mayBeNull) Assert.IsType<ArgumentNullException>(Assert.Throws<TargetInvocationException>(() => property.SetValue(options, null)).InnerException);
        }
    }

    [Fact]
    public void A_dialect_has_a_template_for_each_kind_and_no_other()
    {
        var dialect = new ChatDialect();
        Assert.Throws<ArgumentNullException>(() => dialect[ChatMessageKind.Said] = null!);
        Assert.Throws<ArgumentOutOfRangeException>(() => dialect[(ChatMessageKind)(-1)]);
        Assert.Throws<ArgumentOutOfRangeException>(() => dialect[(ChatMessageKind)Enum.GetValues<ChatMessageKind>().Length] = "x");
    }

    private static string NameOf(Type type) => type.Name;

    private static object? Argument(Type type) =>
        type == typeof(string) ? "x"
        : type == typeof(CancellationToken) ? CancellationToken.None
        : type == typeof(IServiceCollection) ? new ServiceCollection()
        : type == typeof(JoinResult) ? JoinResult.Missing
        : type.IsValueType ? Activator.CreateInstance(type)
        : Substitute.For([type], []);

    [GeneratedRegex(@"^\| `(\w+)` \|([^|]*)\|", RegexOptions.Multiline)]
    private static partial Regex Row();
}
