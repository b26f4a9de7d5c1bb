namespace LineChat.Host.Tests.Support;

/// <summary>A test over IPv6; skipped where there is none.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class IPv6FactAttribute : FactAttribute
{
    public IPv6FactAttribute() => Skip = IPv6.Missing;
}
