namespace Booking.Application.Notifications;

using System.Globalization;
using Booking.Domain.Common;
using Booking.Domain.Holds;
using Booking.Domain.Notifications;
using NodaTime;

/// <summary>Times, amounts and reasons as people of one language read them.</summary>
/// <param name="Zone">IANA zone of times without a place of their own.</param>
internal sealed record Wording(string Language, string Zone)
{
    private static readonly string[] EnglishDays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

    private static readonly string[] GermanDays = ["Mo.", "Di.", "Mi.", "Do.", "Fr.", "Sa.", "So."];

    private static readonly string[] EnglishMonths = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

    private static readonly Dictionary<string, (string English, string German)> Words = new()
    {
        ["late_payment"] = ("The payment came after its time was over.", "Die Zahlung kam nach Ablauf der Frist."),
        ["not_needed"] = ("The payment was not needed.", "Die Zahlung wurde nicht gebraucht."),
        ["cancellation"] = ("Cancellation", "Stornierung"),
        ["change"] = ("Change of the booking", "Änderung der Buchung"),
        ["booking_cancelled"] = ("The booking was cancelled.", "Die Buchung wurde storniert."),
        ["booking_changed"] = ("The ride is at another time now.", "Die Fahrt findet jetzt zu einer anderen Zeit statt."),
        ["reassigned"] = ("Somebody else drives.", "Jemand anderes fährt."),
        ["no_driver"] = ("No driver fits.", "Kein Fahrer passt."),
        ["no_answer"] = ("None of the drivers who were asked has taken it.", "Keiner der gefragten Fahrer hat zugesagt."),
        ["past"] = ("Its time is past.", "Ihre Zeit ist vorbei."),
        ["by_admin"] = ("An administrator has switched it off.", "Eine Administratorin oder ein Administrator hat ihn abgeschaltet."),
        ["gone"] = ("The receiver says that it is gone.", "Der Empfänger meldet, dass es ihn nicht mehr gibt."),
        ["failing"] = ("No delivery has succeeded for 72 hours.", "Seit 72 Stunden kam keine Zustellung an."),
        ["cancelled"] = ("It does not take place.", "Es findet nicht statt."),
        ["delayed"] = ("It begins at another time.", "Es beginnt zu einer anderen Zeit."),
        ["moved"] = ("It takes place on another date or at another place.", "Es findet an einem anderen Tag oder Ort statt."),
    };

    private bool IsGerman => Language == Languages.German;

    /// <summary>An amount with as many digits behind the point as its currency has.</summary>
    public string Of(Money money)
    {
        string number = MajorUnits.Of(money).ToString($"N{MajorUnits.ExponentOf(money.Currency)}", CultureInfo.InvariantCulture);
        if (IsGerman)
        {
            number = number.Replace(',', '\'').Replace('.', ',').Replace('\'', '.');
        }

        return $"{number} {money.Currency}";
    }

    /// <summary>Nothing for an amount of nothing.</summary>
    public string OfSome(Money money) => money.Amount == 0 ? "" : Of(money);

    /// <summary>On the clock of a place, which is named.</summary>
    public string Of(DateTimeOffset instant, string? zone = null)
    {
        ZonedDateTime local = InZone(instant, zone);
        return $"{Day(local)}, {Clock(local)} ({local.Zone.Id})";
    }

    /// <summary>From and to; the day of the end only where it is another.</summary>
    public string Of(DateTimeOffset from, DateTimeOffset to, string? zone)
    {
        (ZonedDateTime start, ZonedDateTime end) = (InZone(from, zone), InZone(to, zone));
        string until = start.Date == end.Date ? Clock(end) : $"{Day(end)}, {Clock(end)}";
        return $"{Day(start)}, {Clock(start)} – {until} ({start.Zone.Id})";
    }

    /// <summary>What is left of an item, on one line.</summary>
    public string Of(HoldItem item)
    {
        string title = item.Quantity > 1 ? $"{item.Quantity.ToString(CultureInfo.InvariantCulture)} × {item.Title}" : item.Title;
        string seats = item.Seats.Count > 0 ? $", {(IsGerman ? "Platz" : item.Seats.Count > 1 ? "seats" : "seat")} {string.Join(", ", item.Seats)}" : "";
        string time = (item.From, item.To) switch
        {
            ({ } from, { } to) => $", {Of(from, to, item.TimeZone)}",
            ({ } from, null) => $", {Of(from, item.TimeZone)}",
            _ => "",
        };
        return title + seats + time;
    }

    /// <summary>A list with one item on each line; those that were given up are left out.</summary>
    public string Of(IEnumerable<HoldItem> items) => string.Join('\n', items.Where(item => item.Quantity > 0).Select(item => $"• {TemplateText.OneLine(Of(item))}"));

    /// <summary>A reason in words; one that there are none for as it is, for people have written it.</summary>
    public string Of(string? reason) => reason is not null && Words.TryGetValue(reason, out (string English, string German) words)
        ? IsGerman ? words.German : words.English
        : reason ?? "";

    private ZonedDateTime InZone(DateTimeOffset instant, string? zone) => Instant.FromDateTimeOffset(instant)
        .InZone(DateTimeZoneProviders.Tzdb.GetZoneOrNull(zone ?? Zone) ?? DateTimeZone.Utc);

    private string Day(ZonedDateTime local) => IsGerman
        ? string.Create(CultureInfo.InvariantCulture, $"{GermanDays[(int)local.DayOfWeek - 1]} {local.Day:00}.{local.Month:00}.{local.Year}")
        : string.Create(CultureInfo.InvariantCulture, $"{EnglishDays[(int)local.DayOfWeek - 1]} {local.Day} {EnglishMonths[local.Month - 1]} {local.Year}");

    private string Clock(ZonedDateTime local) => local.ToString("HH:mm", CultureInfo.InvariantCulture) + (IsGerman ? " Uhr" : "");
}
