namespace LineChat.Torture.Support;

/// <summary>A check of a process by what Linux tells of it in <c>/proc</c>; skipped elsewhere.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal class LinuxFactAttribute : FactAttribute
{
    public LinuxFactAttribute()
    {
        if (!OperatingSystem.IsLinux()) Skip = "It needs Linux: it reads /proc.";
    }
}
