namespace Booking.Domain.Tests.Common;

using Booking.Domain.Common;
using Booking.Domain.Holds;

/// <summary>Values that many tests need and none is about.</summary>
internal static class Samples
{
    public static readonly DateTimeOffset Now = new(2027, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public static readonly IReadOnlyDictionary<string, string> NoDetails = new Dictionary<string, string>();

    public static Money Eur(long amount) => new(amount, "EUR");

    public static TimeRange Hours(double from, double to) => new(Now.AddHours(from), Now.AddHours(to));

    /// <summary>RFC 3339 in, UTC out.</summary>
    public static DateTimeOffset Utc(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture).ToUniversalTime();

    public static Grant Grant(TimeSpan holdFor, long amount = 1_000, int claims = 1, string currency = "EUR") => new(
        new HoldItem(ItemKinds.Product, Guid.CreateVersion7(), "Thing", 1, null, null, null, [], NoDetails),
        [.. Enumerable.Range(0, claims).Select(_ => new QuotaClaim(0, Guid.CreateVersion7(), 1))],
        [new PriceLine("product", "Thing", new Money(amount, currency), 0, 1, 1_900)],
        holdFor);

    /// <summary>Of one line with 19 % inside.</summary>
    public static Price Price(long amount = 1_000) => Domain.Common.Price.Of([new PriceLine("product", "Thing", Eur(amount), 0, 1, 1_900)], TaxRules.Default).Value
        ?? throw new InvalidOperationException("The sample price was refused.");

    public static Hold Hold(TimeSpan holdFor, long amount = 1_000) =>
        Domain.Holds.Hold.Place(Guid.CreateVersion7(), Guid.CreateVersion7(), null, null, [Grant(holdFor, amount)], Price(amount), Now).Value
            ?? throw new InvalidOperationException("The sample hold was refused.");

    /// <summary>What an outcome answers: its error code, or <c>ok</c>.</summary>
    public static string Answer<T>(this Result<T> outcome) => outcome.Error?.Code ?? "ok";

    /// <summary>The types of the events since the last call, in order.</summary>
    public static string TakeEvents(this AggregateRoot aggregate)
    {
        string types = string.Join(' ', aggregate.Events.Select(happened => happened.Type));
        aggregate.ClearEvents();
        return types;
    }
}
