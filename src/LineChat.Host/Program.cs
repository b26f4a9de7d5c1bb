using LineChat.Host;

// A line is handled by the thread that learnt that it came, without waking another: here nothing that a session does takes long. Read by
// System.Net.Sockets before the first socket is made; measured in docs/design.md.
SetUnlessSet("DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS");
SetUnlessSet("DOTNET_SYSTEM_NET_SOCKETS_THREAD_COUNT");

return await CommandLine.RunAsync(args);

static void SetUnlessSet(string variable) => Environment.SetEnvironmentVariable(variable, Environment.GetEnvironmentVariable(variable) ?? "1");
