using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace LineChat.DependencyInjection;

/// <summary>
/// Makes the options, and makes them anew when the configuration has changed. New ones that are wrong are refused as a whole, and
/// logged once: then the last good ones are returned again, to the chat and to everybody else who asks for them.
/// </summary>
internal sealed class LastGoodOptions(
    IEnumerable<IConfigureOptions<LineChatOptions>> setups,
    IEnumerable<IPostConfigureOptions<LineChatOptions>> postConfigures,
    IEnumerable<IValidateOptions<LineChatOptions>> validations,
    ILogger logger) : IOptionsFactory<LineChatOptions>
{
    private readonly OptionsFactory<LineChatOptions> _factory = new(setups, postConfigures, validations);
    private readonly ConcurrentDictionary<string, LineChatOptions> _good = [];
    private readonly ConcurrentDictionary<string, string> _refused = []; // why, the last time

    /// <exception cref="OptionsValidationException">They are wrong, and there were no good ones before.</exception>
    public LineChatOptions Create(string name)
    {
        try
        {
            var options = _factory.Create(name);
            _refused.TryRemove(name, out _);
            return _good[name] = options;
        }
        catch (Exception exception) when (_good.ContainsKey(name)) // whatever code of the host's sets them
        {
            string problems = exception is OptionsValidationException wrong ? string.Join(" ", wrong.Failures) : exception.Message;
            bool isKnown = _refused.TryGetValue(name, out string? known) && known == problems; // a file that is written in several steps is read several times
            _refused[name] = problems;
            if (!isKnown) logger.OptionsRefused(problems);
            return _good[name];
        }
    }
}
