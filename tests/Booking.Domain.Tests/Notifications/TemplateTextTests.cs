namespace Booking.Domain.Tests.Notifications;

using Booking.Domain.Notifications;
using Booking.Domain.Tests.Common;
using Shouldly;
using Xunit;

public sealed class TemplateTextTests
{
    [Theory]
    [InlineData("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;")]
    [InlineData("\" onmouseover=\"x", "&quot; onmouseover=&quot;x")]
    [InlineData("{{booking.number}} {{7*7}}", "{{booking.number}} {{7*7}}")]
    [InlineData("Tom & \u202Egpj.exe", "Tom &amp; gpj.exe")]
    [InlineData("one\r\ntwo", "one<br>two")]
    [InlineData("a\u0000b\u001bc", "abc")]
    public void Render_WhenAValueIsHostile_ShowsItAsTextInHtml(string value, string shown) =>
        TemplateText.Render("<b>{{name}}</b>", Values(value), TemplateMedium.Html).ShouldBe($"<b>{shown}</b>");

    [Theory]
    [InlineData("a\r\nBcc: victim@example.org", "a Bcc: victim@example.org")]
    [InlineData("a\u2028Bcc: b\u2029c", "a Bcc: b c")]
    [InlineData("a\u2066b\u200Fc", "abc")]
    [InlineData("  many   blanks ", "many blanks")]
    public void Render_WhenAValueHasLines_IsOneLineInASubject(string value, string shown) =>
        TemplateText.Render("{{name}}", Values(value), TemplateMedium.Line).ShouldBe(shown);

    [Fact]
    public void Render_WhenALineHasNoValue_LeavesItOut() =>
        TemplateText.Render("Total: {{total}}\nReason: {{reason}}\n\nBye {{name}}{{reason}}", new Dictionary<string, string> { ["total"] = "1", ["name"] = "Ada" }, TemplateMedium.Plain)
            .ShouldBe("Total: 1\n\nBye Ada");

    [Fact]
    public void Render_WhenAValueIsLong_CutsItAndNoCharacterInTwo()
    {
        string rendered = TemplateText.Render("{{name}}", Values(string.Concat(Enumerable.Repeat("😀", 5_000))), TemplateMedium.Plain);

        rendered.Length.ShouldBeInRange(TemplateText.MaxValueLength - 1, TemplateText.MaxValueLength);
        rendered.ShouldEndWith("😀…");
    }

    [Theory]
    [InlineData("Hello {{name}}", "ok")]
    [InlineData("Hello {{other}}", "unknown_placeholder")]
    [InlineData("Hello {{ name }}", "broken_placeholder")]
    [InlineData("Hello {{name", "broken_placeholder")]
    [InlineData("Hello {{7*7}}", "broken_placeholder")]
    [InlineData("Hello {name} } {", "ok")]
    [InlineData("Hello {{{{name}}}}", "broken_placeholder")]
    public void Check_WhenGivenATemplate_RefusesWhatCannotBeRendered(string template, string answer) => TemplateText.Check(template, ["name"], "/text").Answer().ShouldBe(answer);

    private static Dictionary<string, string> Values(string name) => new() { ["name"] = name };
}
