namespace Booking.Application.Catalog;

using Booking.Domain.Common;

/// <summary>One price by time and the days it holds for.</summary>
/// <param name="Price">Of one unit.</param>
/// <param name="Label">For people, e.g. <c>weekend</c>; empty for the usual rate.</param>
/// <param name="Days">Weekdays by the offering's wall clock; every day when left out or empty.</param>
/// <param name="SeasonFrom">First day of the season; given together with <paramref name="SeasonTo"/>.</param>
/// <param name="SeasonTo">Last day of the season, itself included.</param>
public sealed record RateView(RateUnit Unit, Money Price, string Label = "", IReadOnlyList<DayOfWeek>? Days = null, DateOnly? SeasonFrom = null, DateOnly? SeasonTo = null)
{
    public static RateView Of(Rate rate, string currency) => new(rate.Unit, new Money(rate.Amount, currency), rate.Label, rate.Days, rate.SeasonFrom, rate.SeasonTo);

    public Rate ToRate() => new(Unit, Price.Amount, Label.Trim(), Days ?? [], SeasonFrom, SeasonTo);
}
