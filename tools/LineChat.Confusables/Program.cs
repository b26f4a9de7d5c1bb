using LineChat.Confusables;

if (args is not [var path])
{
    Console.Error.WriteLine("""
        Writes the table of characters that look like others. Say where it goes:
            dotnet run --project tools/LineChat.Confusables -- src/LineChat.Core/Lines/Confusables.g.cs
        It needs ICU (Debian: apt-get install libicu-dev), whose data it writes down.
        """);
    return 2;
}

try
{
    using var checker = SpoofChecker.Open();
    await File.WriteAllTextAsync(path, ConfusablesSource.Write(checker));
    return 0;
}
catch (DllNotFoundException exception)
{
    Console.Error.WriteLine(exception.Message);
    return 1;
}
