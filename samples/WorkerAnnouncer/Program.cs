using LineChat;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using WorkerAnnouncer;

var builder = Host.CreateApplicationBuilder(args);
builder.Services.AddLineChat();
builder.Services.AddHostedService<TimeAnnouncer>();
builder.Build().Run();
