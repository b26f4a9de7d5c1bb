using LineChat.UnicodeTables;

if (args is not [var path])
{
    Console.Error.WriteLine("""
        Writes the Unicode tables of LineChat.Core. Name the file:
            dotnet run --project tools/LineChat.UnicodeTables -- src/LineChat.Core/Lines/UnicodeData.g.cs
        The tables are made from the data of the newest ICU that is installed (Debian: apt-get install libicu-dev).
        """);
    return 2;
}

try
{
    using var icu = Icu.Open();
    await File.WriteAllTextAsync(path, UnicodeDataSource.Write(icu));
    return 0;
}
catch (DllNotFoundException exception)
{
    Console.Error.WriteLine(exception.Message);
    return 1;
}
