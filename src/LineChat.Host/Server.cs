using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace LineChat.Host;

/// <summary>A generic host with a chat in it, as any embedding host would make one.</summary>
internal static class Server
{
    public static async Task RunAsync(
        string? configurationFile,
        string? dialect,
        bool verbose,
        Action<LineChatOptions> configure,
        OperatorConsole console,
        CancellationToken cancellationToken)
    {
        var builder = Microsoft.Extensions.Hosting.Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { Configuration = Defaults() });
        var files = WatchFiles(builder);
        if (configurationFile is not null)
        {
            files.Add(new(configurationFile, isOptional: false));
            builder.Configuration.Sources.Add(files[^1]);
        }

        if (dialect is not null) builder.Configuration.AddInMemoryCollection([new("LineChat:Dialect", dialect)]);

        builder.Logging.SetMinimumLevel(verbose ? LogLevel.Debug : LogLevel.Warning);
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None); // a failed start is told in one line, by whoever called
        builder.Services.Configure<ConsoleLoggerOptions>(options => options.QueueFullMode = ConsoleLoggerQueueFullMode.DropWrite); // a stopped terminal stops nobody
        builder.Services.AddHostedService<MemoryTrim>();
        builder.Services.AddLineChat(configure);

        using var host = builder.Build();
        var logger = host.Services.GetRequiredService<ILogger<WatchedJsonFile>>();
        foreach (var file in files) file.Refused += logger.FileRefused;
        await host.StartAsync(cancellationToken);
        Console.Write(Banner.For(host.Services.GetRequiredService<ChatServer>().EndPoints));
        await using (console.Join(host.Services))
        {
            await host.WaitForShutdownAsync(cancellationToken);
        }
    }

    // appsettings.json, and that of the environment.
    private static List<WatchedJsonFile> WatchFiles(HostApplicationBuilder builder)
    {
        var files = new List<WatchedJsonFile>();
        var sources = builder.Configuration.Sources;
        for (int i = 0; i < sources.Count; i++)
        {
            if (sources[i] is not JsonConfigurationSource { Path: { } path }) continue;
            files.Add(new(Path.Combine(builder.Environment.ContentRootPath, path), isOptional: true));
            sources[i] = files[^1];
        }

        return files;
    }

    // What may be set otherwise by a file, the environment or the command line.
    private static ConfigurationManager Defaults()
    {
        var configuration = new ConfigurationManager();
        configuration.AddInMemoryCollection(
        [
            new("hostBuilder:reloadConfigOnChange", "false"), // see WatchedJsonFile
            new("LineChat:Tcp:UnsafeInlineSessions", "true"), // nothing that a session does here takes long
        ]);
        return configuration;
    }
}
