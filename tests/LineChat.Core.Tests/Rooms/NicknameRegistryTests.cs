using LineChat.Rooms;
using LineChat.Tests.Support;

namespace LineChat.Tests.Rooms;

public sealed class NicknameRegistryTests
{
    private readonly NicknameRegistry _names = new();
    private readonly ChatCore _chat = Core.New(new());
    private readonly NicknameCheck _ann = NicknameCheck.Allow("Ann");

    [Fact]
    public async Task A_name_that_its_member_has_claimed_twice_is_free_when_it_is_given_back_twice()
    {
        var (first, second) = (_chat.NewMember(_chat.Lobby), _chat.NewMember(_chat.Lobby));
        Assert.True((await _names.ClaimAsync(first, _ann, Deadline.Token)).Succeeded);
        Assert.True((await _names.ClaimAsync(first, _ann, Deadline.Token)).Succeeded);
        _names.Release(first, _ann);
        Assert.False((await _names.ClaimAsync(second, _ann, Deadline.Token)).Succeeded);
        _names.Release(first, _ann);
        Assert.True((await _names.ClaimAsync(second, _ann, Deadline.Token)).Succeeded);
    }

    [Fact]
    public async Task Nobody_gives_back_what_somebody_else_has()
    {
        var (first, second) = (_chat.NewMember(_chat.Lobby), _chat.NewMember(_chat.Lobby));
        Assert.True((await _names.ClaimAsync(first, _ann, Deadline.Token)).Succeeded);
        _names.Release(second, _ann);
        Assert.False((await _names.ClaimAsync(second, _ann, Deadline.Token)).Succeeded);
    }
}
