return await LineChat.Host.CommandLine.RunAsync(args);
