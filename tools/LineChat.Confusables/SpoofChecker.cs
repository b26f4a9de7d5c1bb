using System.Globalization;
using System.Runtime.InteropServices;

namespace LineChat.Confusables;

/// <summary>ICU's <c>uspoof</c>, of whatever version is installed: its functions carry their version in their names.</summary>
internal sealed unsafe class SpoofChecker : IDisposable
{
    private const int OldestVersion = 60;
    private const int NewestVersion = 120;

    private readonly delegate* unmanaged<nint, void> _close;
    private readonly delegate* unmanaged<nint, uint, char*, int, char*, int, int*, int> _getSkeleton;
    private readonly nint _checker;

    private SpoofChecker(nint library, int version)
    {
        Version = version;
        _close = (delegate* unmanaged<nint, void>)Export("uspoof_close");
        _getSkeleton = (delegate* unmanaged<nint, uint, char*, int, char*, int, int*, int>)Export("uspoof_getSkeleton");
        var open = (delegate* unmanaged<int*, nint>)Export("uspoof_open");
        int error = 0;
        _checker = open(&error);
        ThrowIfFailed(error);

        nint Export(string name) => NativeLibrary.GetExport(library, string.Create(CultureInfo.InvariantCulture, $"{name}_{version}"));
    }

    /// <summary>The version of ICU.</summary>
    public int Version { get; }

    /// <summary>Opens the newest that is installed.</summary>
    /// <exception cref="DllNotFoundException">None is.</exception>
    public static SpoofChecker Open()
    {
        for (int version = NewestVersion; version >= OldestVersion; version--)
        {
            if (NativeLibrary.TryLoad(string.Create(CultureInfo.InvariantCulture, $"libicui18n.so.{version}"), out nint library)) return new(library, version);
        }

        throw new DllNotFoundException("There is no libicui18n.so; on Debian: apt-get install libicu-dev");
    }

    /// <summary>The skeleton of a text by UTS 39: two with the same look alike.</summary>
    public string Skeleton(string text)
    {
        const int Capacity = 256;
        char* skeleton = stackalloc char[Capacity];
        int error = 0;
        int length;
        fixed (char* start = text) length = _getSkeleton(_checker, 0, start, text.Length, skeleton, Capacity, &error);
        ThrowIfFailed(error);
        return new(skeleton, 0, length);
    }

    public void Dispose() => _close(_checker);

    // Errors are above 0, warnings below.
    private static void ThrowIfFailed(int error)
    {
        if (error > 0) throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"ICU's error {error}."));
    }
}
