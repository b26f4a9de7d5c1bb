using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace LineChat.Tests.Support;

/// <summary>What the meter of one server counts, by the name of the instrument and its tag: <c>linechat.limits.reached stall</c>.</summary>
internal sealed class Counts : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly ConcurrentDictionary<string, long> _counts = [];

    public Counts(IMeterFactory factory)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (ReferenceEquals(instrument.Meter.Scope, factory)) listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<long>((instrument, count, tags, _) => _counts[tags.IsEmpty ? instrument.Name : $"{instrument.Name} {tags[0].Value}"] = count);
        _listener.Start();
    }

    /// <summary>Waits until something is counted so often: that may be a moment after a client could see it.</summary>
    public async Task ExpectAsync(string name, long count)
    {
        var deadline = Deadline.Token;
        while (Read(name) != count)
        {
            Assert.False(deadline.IsCancellationRequested, $"{name} is {Read(name)} and not {count}.");
            await Task.Delay(1);
        }
    }

    public void Dispose() => _listener.Dispose();

    private long Read(string name)
    {
        _listener.RecordObservableInstruments();
        return _counts[name];
    }
}
