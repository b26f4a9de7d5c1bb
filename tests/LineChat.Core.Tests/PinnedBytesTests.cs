using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace LineChat.Tests;

public sealed class PinnedBytesTests
{
    [Fact]
    public void They_are_where_they_were_after_a_collection_that_moves_what_it_can()
    {
        var all = new List<PinnedBytes>();
        var addresses = new List<nuint>();
        for (int i = 0; i < 1000; i++)
        {
            _ = new byte[100]; // what could be taken from between them
            var bytes = PinnedBytes.Allocate(64, out byte[] array);
            array[7] = (byte)i;
            all.Add(bytes.Slice(7, 1));
            addresses.Add(AddressOf(all[i]));
        }

        GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true, compacting: true);
        Assert.Equal(addresses, all.Select(AddressOf));
        Assert.All(all, (bytes, i) => Assert.Equal((byte)i, bytes.Span[0]));
    }

    private static unsafe nuint AddressOf(PinnedBytes bytes) => (nuint)Unsafe.AsPointer(ref MemoryMarshal.GetReference(bytes.Span));
}
