using LineChat.Sessions;
using NSubstitute;

namespace LineChat.Tests.Sessions;

public sealed class CommandTableTests
{
    [Theory]
    [InlineData("who", "WHO")]
    [InlineData("\u00E9t\u00E9", "E\u0301T\u00C9")] // été
    [InlineData("\u0432\u044B\u0439\u0442\u0438", "\u0412\u042B\u0418\u0306\u0422\u0418")] // выйти
    public async Task A_command_is_found_by_its_name_in_any_case_and_form(string name, string typed)
    {
        var command = Substitute.For<IChatCommand>();
        var second = Substitute.For<IChatCommand>();
        command.Name.Returns(name);
        command.IsFor(Arg.Any<ChatMember>()).Returns(true);
        second.Name.Returns(typed);
        var member = Substitute.For<ChatMember>();
        await new CommandTable(Substitute.For<Chat>(), [second, command]).RunAsync(member, typed, "now");
        await command.Received().ExecuteAsync(Arg.Any<ChatCommandContext>(), Arg.Any<CancellationToken>());
        await second.DidNotReceive().ExecuteAsync(Arg.Any<ChatCommandContext>(), Arg.Any<CancellationToken>());
    }

    [Fact]
    public async Task A_later_command_takes_the_place_of_the_earlier_one_of_its_name()
    {
        string[] names = ["who", "roll", "WHO", "dice"];
        IReadOnlyList<IChatCommand> listed = [];
        IChatCommand[] commands = [.. names.Select(name => new Command(name, context => listed = context.Commands))];

        await new CommandTable(Substitute.For<Chat>(), commands).RunAsync(Substitute.For<ChatMember>(), "dice", "");
        Assert.Equal([commands[2], commands[1], commands[3]], listed);
    }

    private sealed class Command(string name, Action<ChatCommandContext> run) : IChatCommand
    {
        public string Name => name;

        public string Usage => $"/{name}";

        public string Description => "is a test";

        public ValueTask ExecuteAsync(ChatCommandContext context, CancellationToken cancellationToken)
        {
            run(context);
            return ValueTask.CompletedTask;
        }
    }
}
