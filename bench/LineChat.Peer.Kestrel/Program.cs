using System.Globalization;
using System.Net;
using LineChat.Peer.Kestrel;
using Microsoft.AspNetCore.Connections;

// A chat room as one would write it on ASP.NET Core's Kestrel, to measure LineChat against: LineChat.Peer.Kestrel [--port N]
var builder = WebApplication.CreateBuilder(args);
int port = int.Parse(builder.Configuration["port"] ?? "4004", CultureInfo.InvariantCulture);
builder.Services.AddSingleton<Room>();
builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port, listen => listen.UseConnectionHandler<ChatConnectionHandler>()));
builder.Build().Run();
