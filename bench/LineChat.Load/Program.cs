using LineChat.Load;

return CommandLine.Run(args, Console.Out, Console.Error);
