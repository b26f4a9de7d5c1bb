using LineChat.Host.Tests.Support;

namespace LineChat.Host.Tests;

public sealed class ConfigurationTests
{
    [Fact]
    public async Task A_setting_can_come_from_the_environment()
    {
        using var host = await HostProcess.StartAsync(["--port", "0"], ("LineChat__Log__HistoryLines", "1"), ("LineChat__Dialect__Prompt", "Who? "));

        await AssertNewcomerSeesAsync(host.Port, prompt: "Who? ", "three");
    }

    [Theory]
    [InlineData("false")]
    [InlineData("true")]
    public async Task The_environment_switches_io_uring_off(string isOn)
    {
        if (!OperatingSystem.IsLinux()) return;
        using var host = await HostProcess.StartAsync(["--port", "0"], ("LineChat__Tcp__UseIoUring", isOn));
        bool isUsed = Directory.GetFiles($"/proc/{host.Id}/fd").Any(file => File.ResolveLinkTarget(file, returnFinalTarget: false)?.Name == "anon_inode:[io_uring]");
        if (isOn == "false") Assert.False(isUsed);
        else if (File.Exists("/proc/sys/kernel/io_uring_disabled") && File.ReadAllText("/proc/sys/kernel/io_uring_disabled").Trim() == "0") Assert.True(isUsed);
    }

    [Fact]
    public async Task A_setting_can_come_from_a_file()
    {
        using var file = new ConfigurationFile("""{ "LineChat": { "Listen": [ "127.0.0.1:0" ], "Log": { "HistoryLines": 2 }, "Dialect": { "Prompt": "Name: " } } }""");
        using var host = await HostProcess.StartAsync("--config", file.Path);

        await AssertNewcomerSeesAsync(host.Port, prompt: "Name: ", "two", "three");
    }

    [Fact]
    public async Task The_command_line_counts_more_than_the_file_and_the_environment()
    {
        using var file = new ConfigurationFile("""{ "LineChat": { "Listen": "192.0.2.1:4004", "Log": { "HistoryLines": 3 } } }""");
        using var host = await HostProcess.StartAsync(["--port", "0", "--history", "1", "--config", file.Path], ("LineChat__Log__HistoryLines", "2"));

        await AssertNewcomerSeesAsync(host.Port, prompt: "Please enter your name: ", "three");
    }

    private static async Task AssertNewcomerSeesAsync(int port, string prompt, params string[] history)
    {
        using var zoe = await LineClient.ConnectAsync(port);
        await zoe.ExpectAsync(prompt);
        foreach (string line in new[] { "Zoe", "one", "two", "three", "/who" }) await zoe.TypeAsync(line);
        await zoe.ExpectLineAsync("Welcome, Zoe! 1 here: Zoe. Type /help for commands.");
        await zoe.ExpectLineAsync("1 here: Zoe.");

        using var ben = await LineClient.ConnectAsync(port);
        await ben.ExpectAsync(prompt);
        await ben.TypeAsync("Ben");
        foreach (string line in history) await ben.ExpectLineAsync($"Zoe> {line}");
        await ben.ExpectLineAsync("Welcome, Ben! 2 here: Zoe, Ben. Type /help for commands.");
    }
}
