namespace LineChat.Tests.Support;

/// <summary>The sources that the tests were built from.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    private static string Find()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (directory is not null && !File.Exists(Path.Combine(directory.FullName, "LineChat.sln"))) directory = directory.Parent;
        return directory?.FullName ?? throw new InvalidOperationException("LineChat.sln is in no folder above the tests.");
    }
}
