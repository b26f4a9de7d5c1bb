using LineChat.Fuzz;
using SharpFuzz;

if (args.Length == 0 || !Targets.All.TryGetValue(args[0], out var target))
{
    Console.Error.WriteLine($"Write the name of a target, {string.Join(", ", Targets.All.Keys)}; behind it files, to run each once.");
    return 2;
}

if (args.Length == 1)
{
    Fuzzer.OutOfProcess.Run(stream =>
    {
        using var input = new MemoryStream();
        stream.CopyTo(input);
        target(input.GetBuffer().AsSpan(0, (int)input.Length));
    });
}

foreach (string file in args[1..])
{
    Console.WriteLine(file);
    target(File.ReadAllBytes(file));
}

return 0;
