using System.Globalization;
using System.Runtime.InteropServices;

namespace LineChat.UnicodeTables;

/// <summary>Reads the data of ICU, whatever version is installed: its functions carry the version in their names.</summary>
internal sealed unsafe class Icu : IDisposable
{
    private const int OldestVersion = 60;
    private const int NewestVersion = 120;
    private const int Capacity = 256;

    // From unicode/uchar.h.
    private const int DefaultIgnorable = 5;
    private const int GeneralCategoryProperty = 0x1005;
    private const int JoiningTypeProperty = 0x1007;
    private const int CombiningClassProperty = 0x1002;
    private const int IndicSyllabicCategoryProperty = 0x1017;
    private const int DependentVowel = 34;

    private readonly delegate* unmanaged<int, int, int> _property;
    private readonly delegate* unmanaged<int, int, sbyte> _hasProperty;
    private readonly delegate* unmanaged<nint, int, char*, int, int*, int> _decomposition;
    private readonly delegate* unmanaged<nint, int, char*, int, int*, int> _rawDecomposition;
    private readonly delegate* unmanaged<nint, int, int, int> _compose;
    private readonly delegate* unmanaged<char*, int, char*, int, uint, int*, int> _foldCase;
    private readonly delegate* unmanaged<char*, int, char*, int, byte*, int*, int> _toUpper;
    private readonly delegate* unmanaged<char*, int, char*, int, byte*, int*, int> _toLower;
    private readonly delegate* unmanaged<int, int*, int, int*, int> _scripts;
    private readonly delegate* unmanaged<int, byte*> _scriptName;
    private readonly delegate* unmanaged<nint, uint, char*, int, char*, int, int*, int> _skeleton;
    private readonly delegate* unmanaged<nint, void> _closeSpoofChecker;
    private readonly nint _nfc;
    private readonly nint _nfd;
    private readonly nint _nfkd;
    private readonly nint _spoofChecker;

    private Icu(int version)
    {
        nint common = NativeLibrary.Load(Library("libicuuc", version));
        nint spoof = NativeLibrary.Load(Library("libicui18n", version));
        nint Common(string name) => Export(common, name, version);

        _property = (delegate* unmanaged<int, int, int>)Common("u_getIntPropertyValue");
        _hasProperty = (delegate* unmanaged<int, int, sbyte>)Common("u_hasBinaryProperty");
        _decomposition = (delegate* unmanaged<nint, int, char*, int, int*, int>)Common("unorm2_getDecomposition");
        _rawDecomposition = (delegate* unmanaged<nint, int, char*, int, int*, int>)Common("unorm2_getRawDecomposition");
        _compose = (delegate* unmanaged<nint, int, int, int>)Common("unorm2_composePair");
        _foldCase = (delegate* unmanaged<char*, int, char*, int, uint, int*, int>)Common("u_strFoldCase");
        _toUpper = (delegate* unmanaged<char*, int, char*, int, byte*, int*, int>)Common("u_strToUpper");
        _toLower = (delegate* unmanaged<char*, int, char*, int, byte*, int*, int>)Common("u_strToLower");
        _scripts = (delegate* unmanaged<int, int*, int, int*, int>)Common("uscript_getScriptExtensions");
        _scriptName = (delegate* unmanaged<int, byte*>)Common("uscript_getName");
        _skeleton = (delegate* unmanaged<nint, uint, char*, int, char*, int, int*, int>)Export(spoof, "uspoof_getSkeleton", version);
        _closeSpoofChecker = (delegate* unmanaged<nint, void>)Export(spoof, "uspoof_close", version);
        _nfc = Open(Common("unorm2_getNFCInstance"));
        _nfd = Open(Common("unorm2_getNFDInstance"));
        _nfkd = Open(Common("unorm2_getNFKDInstance"));
        _spoofChecker = Open(Export(spoof, "uspoof_open", version));

        byte* unicode = stackalloc byte[4];
        ((delegate* unmanaged<byte*, void>)Common("u_getUnicodeVersion"))(unicode);
        Version = string.Create(CultureInfo.InvariantCulture, $"{version}");
        UnicodeVersion = string.Create(CultureInfo.InvariantCulture, $"{unicode[0]}.{unicode[1]}");
    }

    private delegate int Write(char* text, int capacity, int* error);

    public string Version { get; }

    public string UnicodeVersion { get; }

    /// <summary>Opens the newest version that is installed.</summary>
    /// <exception cref="DllNotFoundException">None is installed.</exception>
    public static Icu Open()
    {
        for (int version = NewestVersion; version >= OldestVersion; version--)
        {
            if (NativeLibrary.TryLoad(Library("libicui18n", version), out _)) return new(version);
        }

        throw new DllNotFoundException("There is no libicui18n.so; on Debian: apt-get install libicu-dev");
    }

    public bool IsDefaultIgnorable(int character) => _hasProperty(character, DefaultIgnorable) != 0;

    public bool IsDependentVowel(int character) => _property(character, IndicSyllabicCategoryProperty) == DependentVowel;

    public int CombiningClass(int character) => _property(character, CombiningClassProperty);

    public int JoiningType(int character) => _property(character, JoiningTypeProperty);

    public UnicodeCategory GeneralCategory(int character) => _property(character, GeneralCategoryProperty) switch
    {
        0 => UnicodeCategory.OtherNotAssigned,
        1 => UnicodeCategory.UppercaseLetter,
        2 => UnicodeCategory.LowercaseLetter,
        3 => UnicodeCategory.TitlecaseLetter,
        4 => UnicodeCategory.ModifierLetter,
        5 => UnicodeCategory.OtherLetter,
        6 => UnicodeCategory.NonSpacingMark,
        7 => UnicodeCategory.EnclosingMark,
        8 => UnicodeCategory.SpacingCombiningMark,
        9 => UnicodeCategory.DecimalDigitNumber,
        10 => UnicodeCategory.LetterNumber,
        11 => UnicodeCategory.OtherNumber,
        12 => UnicodeCategory.SpaceSeparator,
        13 => UnicodeCategory.LineSeparator,
        14 => UnicodeCategory.ParagraphSeparator,
        15 => UnicodeCategory.Control,
        16 => UnicodeCategory.Format,
        17 => UnicodeCategory.PrivateUse,
        18 => UnicodeCategory.Surrogate,
        19 => UnicodeCategory.DashPunctuation,
        20 => UnicodeCategory.OpenPunctuation,
        21 => UnicodeCategory.ClosePunctuation,
        22 => UnicodeCategory.ConnectorPunctuation,
        23 => UnicodeCategory.OtherPunctuation,
        24 => UnicodeCategory.MathSymbol,
        25 => UnicodeCategory.CurrencySymbol,
        26 => UnicodeCategory.ModifierSymbol,
        27 => UnicodeCategory.OtherSymbol,
        28 => UnicodeCategory.InitialQuotePunctuation,
        29 => UnicodeCategory.FinalQuotePunctuation,
        var other => throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"ICU's category {other}.")),
    };

    /// <summary>The Script_Extensions of a character: its Script, where it has no others.</summary>
    public int[] Scripts(int character)
    {
        int* scripts = stackalloc int[Capacity];
        int error = 0;
        int count = _scripts(character, scripts, Capacity, &error);
        ThrowIfFailed(error);
        return new Span<int>(scripts, count).ToArray();
    }

    public string ScriptName(int script) => Marshal.PtrToStringUTF8((nint)_scriptName(script))!;

    /// <summary>The full canonical decomposition of a character, or null if it has none.</summary>
    public string? CanonicalDecomposition(int character) =>
        TextOrNull((text, capacity, error) => _decomposition(_nfd, character, text, capacity, error));

    /// <summary>The full compatibility decomposition of a character, which may be canonical, or null if it has none.</summary>
    public string? CompatibilityDecomposition(int character) =>
        TextOrNull((text, capacity, error) => _decomposition(_nfkd, character, text, capacity, error));

    /// <summary>The one or two characters of a canonical decomposition as the standard gives it, or null if it has none.</summary>
    public string? RawDecomposition(int character) =>
        TextOrNull((text, capacity, error) => _rawDecomposition(_nfc, character, text, capacity, error));

    /// <summary>What two characters compose to, or a negative number.</summary>
    public int Compose(int first, int second) => _compose(_nfc, first, second);

    public string FoldCase(string text)
    {
        fixed (char* start = text)
        {
            char* source = start;
            return Text((folded, capacity, error) => _foldCase(folded, capacity, source, text.Length, 0, error));
        }
    }

    public string ToUpper(string text) => Case(_toUpper, text);

    public string ToLower(string text) => Case(_toLower, text);

    /// <summary>The skeleton of a text by UTS 39: texts with the same skeleton look alike.</summary>
    public string Skeleton(string text)
    {
        fixed (char* start = text)
        {
            char* source = start;
            return Text((skeleton, capacity, error) => _skeleton(_spoofChecker, 0, source, text.Length, skeleton, capacity, error));
        }
    }

    public void Dispose() => _closeSpoofChecker(_spoofChecker);

    private static string Library(string name, int version) => string.Create(CultureInfo.InvariantCulture, $"{name}.so.{version}");

    private static nint Export(nint library, string name, int version) =>
        NativeLibrary.GetExport(library, string.Create(CultureInfo.InvariantCulture, $"{name}_{version}"));

    private static nint Open(nint open)
    {
        int error = 0;
        nint opened = ((delegate* unmanaged<int*, nint>)open)(&error);
        ThrowIfFailed(error);
        return opened;
    }

    private static string Case(delegate* unmanaged<char*, int, char*, int, byte*, int*, int> change, string text)
    {
        byte root = 0; // the name of the root locale is empty
        byte* locale = &root;
        fixed (char* start = text)
        {
            char* source = start;
            return Text((changed, capacity, error) => change(changed, capacity, source, text.Length, locale, error));
        }
    }

    private static string Text(Write write) => TextOrNull(write)!;

    private static string? TextOrNull(Write write)
    {
        char* text = stackalloc char[Capacity];
        int error = 0;
        int length = write(text, Capacity, &error);
        ThrowIfFailed(error);
        return length < 0 ? null : new(text, 0, length);
    }

    // Errors are above 0, warnings below.
    private static void ThrowIfFailed(int error)
    {
        if (error > 0) throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"ICU's error {error}."));
    }
}
