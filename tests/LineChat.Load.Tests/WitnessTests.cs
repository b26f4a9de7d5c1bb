using System.Text;

namespace LineChat.Load.Tests;

public sealed class WitnessTests
{
    [Theory]
    [InlineData("+++ u2 arrived +++\r\n--- u2 left ---\r\n", 2, 0)]
    [InlineData("+++ u2 arrived +++\r\nu0> ~5 u2\r\n", 1, 0)]
    [InlineData("u2 came\nu2 went\nu2 went\n", 2, 1)]
    [InlineData("u23 came\nu3 came\n", 2, 0)]
    [InlineData("u0 came\nmenu7 came\nu came\n", 0, 0)]
    public void A_visitor_is_named_twice(string heard, int notices, int repeated)
    {
        byte[] bytes = Encoding.ASCII.GetBytes(heard);
        for (int cut = 0; cut <= bytes.Length; cut++)
        {
            var witness = new Witness("u", firstVisitor: 2);
            witness.Hear(bytes.AsSpan(..cut));
            witness.Hear(bytes.AsSpan(cut..));
            Assert.Equal((notices, repeated), (witness.Notices, witness.Repeated));
        }
    }
}
