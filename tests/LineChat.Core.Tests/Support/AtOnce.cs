using LineChat.Rooms;

namespace LineChat.Tests.Support;

/// <summary>What a chat in one process does at once, though its contract may wait: it is done when the call returns.</summary>
internal static class AtOnce
{
    extension(IChatRoom room)
    {
        public IReadOnlyList<string> Nicknames => [.. room.Members.Select(member => member.Nickname)];

        public JoinResult Join(string nickname, IChatConnection? connection = null) => room.JoinAsync(nickname, connection).Done();

        public void Announce(string text) => room.AnnounceAsync(text).Done();

        public void SetTopic(string topic) => room.SetTopicAsync(topic).Done();

        public void Close() => room.CloseAsync().Done();
    }

    extension(Chat chat)
    {
        public void Announce(string text) => chat.AnnounceAsync(text).Done();

        public void Close() => chat.CloseAsync().Done();
    }

    extension(ChatMember member)
    {
        /// <summary>The nickname of the one who whispered last.</summary>
        public string? Correspondent => ((Member)member).Correspondent?.Nickname;

        public SayResult Say(ReadOnlyMemory<byte> text) => member.SayAsync(text).Done();

        public SayResult Say(string text) => member.SayAsync(text).Done();

        public SayResult Act(string text) => member.ActAsync(text).Done();

        public void Mute(DateTimeOffset? until) => Assert.True(member.MuteAsync(until).AsTask().IsCompletedSuccessfully);

        public RenameResult Rename(string nickname) => member.RenameAsync(nickname).Done();

        public MoveResult Move(IChatRoom room) => member.MoveAsync(room).Done();

        public MoveResult Move(string room) => member.MoveAsync(room).Done();
    }

    public static JoinResult Join(this ChatGuest guest, string nickname) => guest.JoinAsync(nickname).Done();

    private static void Done(this ValueTask task)
    {
        Assert.True(task.IsCompleted);
        task.GetAwaiter().GetResult();
    }

    private static T Done<T>(this ValueTask<T> task)
    {
        Assert.True(task.IsCompleted);
        return task.GetAwaiter().GetResult();
    }
}
