namespace LineChat.Host.Tests.Support;

/// <summary>A test with the programs that people really use; skipped where they are missing.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class RealTelnetFactAttribute : FactAttribute
{
    private static readonly (string Program, string Package)[] Needed =
        [("telnet", "inetutils-telnet"), ("nc", "netcat-openbsd"), ("script", "bsdutils")];

    public RealTelnetFactAttribute()
    {
        string[] missing = [.. Needed.Where(needed => !IsInstalled(needed.Program)).Select(needed => needed.Package)];
        if (missing.Length > 0) Skip = $"It needs Debian's packages: apt-get install {string.Join(' ', missing)}";
    }

    private static bool IsInstalled(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, program)));
}
