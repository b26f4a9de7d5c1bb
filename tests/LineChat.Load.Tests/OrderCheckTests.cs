namespace LineChat.Load.Tests;

public sealed class OrderCheckTests
{
    [Theory]
    [InlineData("0 1 2 3 4 5", "")]
    [InlineData("1 0 3 2 5 4", "")] // between two senders there is no order
    [InlineData("0 2 2", "repeated")]
    [InlineData("0 4 2", "late")]
    [InlineData("0 4 2 2", "late repeated")]
    [InlineData("4 6 0 2", "late late")]
    [InlineData("0 1 0 1", "repeated repeated")]
    [InlineData("0 4", "")] // what is missing is counted, not seen
    public void Each_sender_has_an_order_of_its_own(string heard, string found)
    {
        var check = new OrderCheck(senders: 2);
        var arrivals = heard.Split(' ').Select(int.Parse).Select(check.Check).Where(arrival => arrival != Arrival.InOrder);
        Assert.Equal(found, string.Join(' ', arrivals), ignoreCase: true);
    }
}
