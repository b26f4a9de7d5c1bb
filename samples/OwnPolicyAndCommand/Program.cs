using LineChat;
using Microsoft.Extensions.Hosting;
using OwnPolicyAndCommand;

var builder = Host.CreateApplicationBuilder(args);
builder.Services.AddLineChat().UseNicknamePolicy<ReservedNames>().AddCommand<RollCommand>().AddFilter<NoLinks>();
builder.Build().Run();
