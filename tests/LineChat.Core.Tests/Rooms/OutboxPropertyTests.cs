using CsCheck;
using LineChat.Rooms;
using static LineChat.Tests.Rooms.OutboxOperation;

namespace LineChat.Tests.Rooms;

public sealed class OutboxPropertyTests
{
    private const int Stories = 1000;

    private static readonly Gen<int> Lengths = Gen.Frequency((8, Gen.Int[1, 100]), (2, Gen.Int[1, 20_000]), (1, Gen.Int[Block.FullSize - 2, Block.FullSize + 2]));

    private static readonly Gen<OutboxOperation> Operations = Gen.Frequency(
        (12, Gen.Select(Gen.Int[0, 2], Lengths, (author, length) => (OutboxOperation)new Say(author == 0, length))),
        (4, Gen.Bool.Select(isFilled => (OutboxOperation)new Post(isFilled))),
        (2, Gen.Int[0, 3].Select(which => (OutboxOperation)new Fill(which))),
        (8, Gen.Int[1, 20_000].Select(most => (OutboxOperation)new Take(most))),
        (4, Gen.Int[1, 20_000].Select(most => (OutboxOperation)new TakeMore(most))),
        (2, Gen.Const((OutboxOperation)new TellWhatIsRead())),
        (1, Gen.Int[0, 9].Select(chance => chance == 0 ? new Close() : (OutboxOperation)new TellWhatIsRead())));

    [Fact]
    public void Whatever_happens_it_takes_what_a_naive_model_takes() =>
        Gen.Select(Gen.Int[1, 3 * Block.FullSize], Gen.Int[0, 5], Operations.Array[0, 150]).Sample(
            (logSize, linesBefore, story) =>
            {
                var model = new OutboxModel(logSize, linesBefore);
                foreach (var operation in story) model.Do(operation);
                model.Finish();
            },
            iter: Stories);
}
