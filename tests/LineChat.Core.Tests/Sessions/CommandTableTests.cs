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
        await new CommandTable(Substitute.For<Chat>(), [command, second]).RunAsync(member, typed, "now");
        await command.Received().ExecuteAsync(Arg.Any<ChatCommandContext>(), Arg.Any<CancellationToken>());
        await second.DidNotReceive().ExecuteAsync(Arg.Any<ChatCommandContext>(), Arg.Any<CancellationToken>());
    }
}
