namespace Booking.Application.Tests.Receipts;

using Booking.Infrastructure.Receipts;
using Shouldly;
using Xunit;

public sealed class PrintableTextTests
{
    [Theory]
    [InlineData(" a\t\r\n  b ", "a b")]
    [InlineData("a\u202Eb\u2069c\u200Dd\uFEFFe\u00ADf", "abcdef")]
    [InlineData("e\u0301", "é")]
    [InlineData("👍🏽!", "👍🏽!")]
    public void Clean_WhenTextHoldsUnprintables_LeavesWhatHasAGlyph(string text, string expected) =>
        PrintableText.Clean(text).ShouldBe(expected);

    [Theory]
    [InlineData("بيت", "\uFE91\uFEF4\uFE96")]
    [InlineData("دار", "\uFEA9\uFE8D\uFEAD")]
    [InlineData("سلام", "\uFEB3\uFEFC\uFEE1")]
    [InlineData("لا", "\uFEFB")]
    [InlineData("گربه", "\uFB94\uFEAE\uFE91\uFEEA")]
    public void Clean_WhenLettersJoin_ChoosesTheirForms(string text, string expected) =>
        PrintableText.Clean(text).ShouldBe(expected);

    [Theory]
    [InlineData("plain (text) 12", "plain (text) 12")]
    [InlineData("אבג", "גבא")]
    [InlineData("Mr אב גד here", "Mr דג בא here")]
    [InlineData("אב 12.50 ג", "ג 12.50 בא")]
    [InlineData("א(ב)ג", "ג(ב)א")]
    [InlineData("אב (cd)", "בא (cd)")]
    public void InDrawingOrder_WhenLineHoldsRightToLeftScript_TurnsOnlyThat(string line, string expected) =>
        PrintableText.InDrawingOrder(line).ShouldBe(expected);

    // Not as inline data: an attribute cannot hold half a surrogate pair.
    [Fact]
    public void Clean_WhenTextIsNoValidUnicode_RepairsIt() => PrintableText.Clean("\uDC00x\uFFFE\uD800").ShouldBe("\uFFFDx\uFFFD");

    [Fact]
    public void Clean_WhenTextIsEndless_CutsIt() => PrintableText.Clean(new string('a', 100_000)).Length.ShouldBe(PrintableText.MaximumLength);
}
