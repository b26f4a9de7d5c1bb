using LineChat.Host.Tests.Support;

namespace LineChat.Host.Tests;

public sealed class NicknameTests
{
    [Fact]
    public async Task The_program_needs_no_ICU()
    {
        if (!OperatingSystem.IsLinux()) return;
        using var host = await HostProcess.StartAsync("--port", "0");
        using var zoe = await LineClient.SignOnAsync(host.Port, "Zoe\u0308", "Welcome, Zo\u00EB! 1 here: Zo\u00EB. Type /help for commands.");
        Assert.DoesNotContain("libicu", await File.ReadAllTextAsync($"/proc/{host.Id}/maps"), StringComparison.Ordinal);
    }

    // The variable is what images without ICU set.
    [Fact]
    public async Task Whoever_writes_a_name_in_another_form_or_case_does_not_get_it_where_there_is_no_ICU()
    {
        using var host = await HostProcess.StartAsync(["--port", "0"], ("DOTNET_SYSTEM_GLOBALIZATION_INVARIANT", "1"));
        using var impostor = await LineClient.ConnectAsync(host.Port);
        await impostor.ExpectAsync("Please enter your name: ");
        (string Name, string Other)[] names =
        [
            ("Zo\u00EB", "Zoe\u0308"),
            ("\u00C5sa", "A\u030Asa"),
            ("\uD55C\uAE00", "\u1112\u1161\u11AB\u1100\u1173\u11AF"),
            ("\u01C5on", "D\u017Eon"),
            ("STRASSE", "Stra\u00DFe"),
            ("\u0130BRAH\u0130M", "\u0130brahim"),
        ];
        foreach (var (name, other) in names)
        {
            using var owner = await LineClient.SignOnAsync(host.Port, name, $"Welcome, {name}! 1 here: {name}. Type /help for commands.");
            await impostor.TypeAsync(other);
            await impostor.ExpectAsync("That name is taken. Please enter your name: ");
            await owner.TypeAsync("/quit");
            await owner.ExpectEndAsync();
        }
    }
}
