using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LineChat.Tests.Support;

/// <summary>The configuration of a chat, which can be changed while it runs.</summary>
internal sealed class Settings : ConfigurationProvider, IConfigurationSource
{
    private readonly IConfigurationRoot _configuration;

    /// <param name="settings">Their names are below <c>LineChat</c>.</param>
    public Settings(params (string Name, string Value)[] settings)
    {
        foreach (var (name, value) in settings) Set($"LineChat:{name}", value);
        _configuration = new ConfigurationBuilder().Add(this).Build();
    }

    public RecordingLogger Log { get; } = new();

    /// <summary>What was logged when it was reloaded, but for the news that it was.</summary>
    public IEnumerable<string> Complaints => Log.Lines.Where(line => line.Contains("ettings", StringComparison.Ordinal) && !line.StartsWith("Information", StringComparison.Ordinal));

    public Task<ChatFixture> StartAsync(Action<LineChatOptions>? options = null, string? dialect = null) => ChatFixture.StartAsync(options, AddTo, dialect: dialect);

    public void AddTo(IServiceCollection services) => services.AddSingleton<IConfiguration>(_configuration).AddLogging(logging => logging.AddProvider(Log));

    /// <summary>Changes some, or removes those that are null, and has all read again.</summary>
    public void Change(params (string Name, string? Value)[] settings)
    {
        foreach (var (name, value) in settings)
        {
            if (value is null) Data.Remove($"LineChat:{name}");
            else Set($"LineChat:{name}", value);
        }

        Reload();
    }

    public void Reload() => OnReload();

    public IConfigurationProvider Build(IConfigurationBuilder builder) => this;
}
