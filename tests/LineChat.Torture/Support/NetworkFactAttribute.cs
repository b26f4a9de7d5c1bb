using System.ComponentModel;

namespace LineChat.Torture.Support;

/// <summary>A check in a <see cref="PrivateNetwork"/>; skipped where none can be made.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class NetworkFactAttribute : LinuxFactAttribute
{
    private static readonly Lazy<bool> IsPossible = new(Probe);

    public NetworkFactAttribute()
    {
        if (Skip is null && !IsPossible.Value) Skip = "It needs a network namespace: apt-get install iproute2 util-linux; then, as root or by 'unshare --map-root-user', dotnet test tests/LineChat.Torture";
    }

    private static bool Probe()
    {
        try
        {
            using var network = new PrivateNetwork();
            return true;
        }
        catch (Exception exception) when (exception is InvalidOperationException or Win32Exception)
        {
            return false;
        }
    }
}
