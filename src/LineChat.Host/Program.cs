using LineChat.Host;

return await CommandLine.RunAsync(args);
