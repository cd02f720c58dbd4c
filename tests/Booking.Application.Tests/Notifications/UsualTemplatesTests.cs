namespace Booking.Application.Tests.Notifications;

using Booking.Application.Notifications;
using Booking.Domain.Common;
using Booking.Domain.Holds;
using Booking.Domain.Notifications;
using Shouldly;
using Xunit;

public sealed class UsualTemplatesTests
{
    public static TheoryData<string, NotificationChannel, string> All()
    {
        TheoryData<string, NotificationChannel, string> all = [];
        foreach (NotificationKind kind in NotificationKinds.All)
        {
            foreach (NotificationChannel channel in Enum.GetValues<NotificationChannel>())
            {
                foreach (string language in Languages.All)
                {
                    all.Add(kind.Name, channel, language);
                }
            }
        }

        return all;
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Of_WhenRendered_HasEveryWordAndNoPlaceholderLeft(string name, NotificationChannel channel, string language)
    {
        NotificationKind kind = NotificationKinds.Of(name).ShouldNotBeNull();
        TemplateWords words = UsualTemplates.Of(name, channel, language);
        NotificationTemplate.Check(words, kind, channel).IsSuccess.ShouldBeTrue();
        Dictionary<string, string> values = kind.Placeholders.ToDictionary(placeholder => placeholder, placeholder => $"<{placeholder}>");

        RenderedMessage message = RenderedMessage.Of(words, channel, language, values);

        message.Text.ShouldNotBeEmpty();
        (message.Subject.Length > 0).ShouldBe(NotificationTemplate.HasSubject(channel));
        (message.Html is not null).ShouldBe(channel == NotificationChannel.Email);
        foreach (string text in (string[])[message.Subject, message.Text, message.Html ?? ""])
        {
            text.ShouldNotContain("{{");
            text.ShouldNotContain("}}");
        }

        if (message.Html is { } html)
        {
            html.ShouldNotContain("<recipient.name>");
            html.ShouldContain("&lt;recipient.name&gt;");
        }
        else
        {
            message.Text.ShouldNotContain("\n");
        }
    }

    [Fact]
    public void Of_WhenNothingIsPaidBack_SaysNothingOfIt()
    {
        TemplateWords words = UsualTemplates.Of("booking.cancelled", NotificationChannel.Email, "de");

        RenderedMessage message = RenderedMessage.Of(words, NotificationChannel.Email, "de", new Dictionary<string, string> { ["booking.number"] = "BK-1", ["booking.items"] = "• Saal", ["recipient.name"] = "Ada", ["tenant.name"] = "Haus" });

        message.Text.ShouldBe("Guten Tag Ada,\n\nIhre Buchung BK-1 ist storniert:\n\n• Saal\n\nHaus");
    }

    [Theory]
    [InlineData("en", 123_456, "EUR", "1,234.56 EUR")]
    [InlineData("de", 123_456, "EUR", "1.234,56 EUR")]
    [InlineData("de", 1_500, "JPY", "1.500 JPY")]
    [InlineData("en", 1_500, "KWD", "1.500 KWD")]
    [InlineData("en", 123_456, "CLF", "12.3456 CLF")]
    public void Wording_WhenGivenAnAmount_HasTheDigitsOfItsCurrency(string language, long amount, string currency, string expected) =>
        new Wording(language, "UTC").Of(new Money(amount, currency)).ShouldBe(expected);

    [Fact]
    public void Wording_WhenGivenAnItem_SaysWhatWhereAndWhen()
    {
        DateTimeOffset from = new(2027, 3, 28, 0, 30, 0, TimeSpan.Zero);
        HoldItem item = new(ItemKinds.EventSeat, Guid.NewGuid(), "Symphony", 2, from, from.AddHours(2), "Europe/Berlin", ["A-1", "A-2"], new Dictionary<string, string>());

        new Wording("en", "UTC").Of(item).ShouldBe("2 × Symphony, seats A-1, A-2, Sun 28 Mar 2027, 01:30 – 04:30 (Europe/Berlin)");
        new Wording("de", "UTC").Of(item).ShouldBe("2 × Symphony, Platz A-1, A-2, So. 28.03.2027, 01:30 Uhr – 04:30 Uhr (Europe/Berlin)");
    }
}
