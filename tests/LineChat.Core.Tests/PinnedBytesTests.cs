using System.Runtime.InteropServices;

namespace LineChat.Tests;

public sealed class PinnedBytesTests
{
    [Fact]
    public void They_are_where_they_were_after_a_collection_that_moves_what_it_can()
    {
        var all = new List<(PinnedBytes Bytes, byte[] Array, nint Address)>();
        for (int i = 0; i < 1000; i++)
        {
            _ = new byte[100]; // what could be taken from between them
            var bytes = PinnedBytes.Allocate(64, out byte[] array);
            array[7] = (byte)i;
            all.Add((bytes.Slice(7, 1), array, Address(array)));
        }

        GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true, compacting: true);
        Assert.Equal(all.Select(one => one.Address), all.Select(one => Address(one.Array)));
        Assert.Equal(all.Select(one => one.Array[7]), all.Select(one => one.Bytes.Span[0]));

        static nint Address(byte[] array) => Marshal.UnsafeAddrOfPinnedArrayElement(array, 0);
    }
}
