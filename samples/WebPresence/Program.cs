using LineChat;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddLineChat();

var app = builder.Build();
app.MapGet("/", (IChatRoom room) => new { Here = room.Nicknames });
app.Run();
