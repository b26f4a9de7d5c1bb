using LineChat;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddLineChat();

var app = builder.Build();
app.MapGet("/", (Chat chat) => chat.Members.Select(member => new { member.Nickname, Room = member.Room.Name }));
app.Run();
