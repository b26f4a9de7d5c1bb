namespace LineChat.Host.Tests.Support;

/// <summary>A file for <c>--config</c>, as long as a test needs it.</summary>
internal sealed class ConfigurationFile : IDisposable
{
    public ConfigurationFile(string text) => File.WriteAllText(Path, text);

    public string Path { get; } = System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"linechat-{Guid.NewGuid():N}.json");

    public void Dispose() => File.Delete(Path);
}
