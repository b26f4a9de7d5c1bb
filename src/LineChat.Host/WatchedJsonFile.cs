using Microsoft.Extensions.Configuration;

namespace LineChat.Host;

/// <summary>
/// A JSON file of settings that is read again when it has changed. It is looked at every second, since to be told of changes would mean
/// to watch all folders below its own, and read once it has been the same for a second, since it may be written in several steps. If it
/// cannot be read then, that is reported once, and what was read before stays; the framework's own file would forget it.
/// </summary>
/// <param name="path">Where it is.</param>
/// <param name="isOptional">Whether there need not be one.</param>
internal sealed class WatchedJsonFile(string path, bool isOptional) : IConfigurationSource
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly string _path = Path.GetFullPath(path);

    /// <summary>Occurs when it has changed and cannot be read; with what is wrong.</summary>
    public event Action<string>? Refused;

    public IConfigurationProvider Build(IConfigurationBuilder builder) => new Provider(this);

    // What tells that it is another: when and how long it was written, of what a link leads to.
    private (DateTime Written, long Length) Look()
    {
        var file = new FileInfo(_path);
        if (file.Exists) file = file.ResolveLinkTarget(returnFinalTarget: true) as FileInfo ?? file;
        return file.Exists ? (file.LastWriteTimeUtc, file.Length) : default;
    }

    private Dictionary<string, string?> Read()
    {
        using var read = (ConfigurationRoot)new ConfigurationBuilder().AddJsonFile(_path, isOptional, reloadOnChange: false).Build();
        var file = read.Providers.Single();
        var settings = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, _) in read.AsEnumerable())
        {
            if (file.TryGet(name, out string? value)) settings[name] = value; // and not what is only the beginning of a name
        }

        return settings;
    }

    private sealed class Provider(WatchedJsonFile file) : ConfigurationProvider, IDisposable
    {
        private (DateTime Written, long Length) _read;
        private (DateTime Written, long Length) _seen;
        private Timer? _timer;

        /// <exception cref="IOException">There is no such file.</exception>
        /// <exception cref="InvalidDataException">The file is not valid JSON.</exception>
        public override void Load()
        {
            _read = _seen = file.Look();
            Data = file.Read();
            _timer ??= new(_ => LookAgain(), null, Pause, Timeout.InfiniteTimeSpan);
        }

        public void Dispose() => _timer?.Dispose();

        private void LookAgain()
        {
            try
            {
                var now = file.Look();
                bool isWritten = now == _seen;
                _seen = now;
                if (isWritten && now != _read)
                {
                    _read = now;
                    Data = file.Read();
                    OnReload();
                }
            }
            catch (Exception exception) // also of whoever else reads settings of it
            {
                file.Refused?.Invoke(exception.InnerException is FormatException inner ? $"{exception.Message} {inner.Message}" : exception.Message);
            }
            finally
            {
                _timer?.Change(Pause, Timeout.InfiniteTimeSpan);
            }
        }
    }
}
