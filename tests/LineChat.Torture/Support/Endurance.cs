using System.Globalization;
using System.Reflection;

namespace LineChat.Torture.Support;

/// <summary>
/// How long each check keeps its attack up. Usually the attack comes once. With <c>LINECHAT_TORTURE_SECONDS=600</c> in the environment each check begins it again
/// until its share of that time is over, so that all of them together take about as long.
/// </summary>
internal static class Endurance
{
    public static TimeSpan Share { get; } = TimeSpan.FromSeconds(Seconds() / Checks());

    private static double Seconds() =>
        Environment.GetEnvironmentVariable("LINECHAT_TORTURE_SECONDS") is { Length: > 0 } text ? double.Parse(text, CultureInfo.InvariantCulture) : 0;

    private static int Checks() =>
        typeof(Endurance).Assembly.GetTypes().SelectMany(type => type.GetMethods()).Count(method => method.GetCustomAttribute<LinuxFactAttribute>() is not null);
}
