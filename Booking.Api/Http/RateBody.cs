namespace Booking.Api.Http;

using Booking.Domain.Common;

/// <summary>One price by time and the days it holds for.</summary>
/// <param name="Amount">Minor units per unit.</param>
/// <param name="Label">For people, e.g. <c>weekend</c>; left out for the usual rate.</param>
/// <param name="Days">Weekdays by the wall clock; every day when left out.</param>
/// <param name="SeasonFrom">First day of the season; together with <paramref name="SeasonTo"/>.</param>
/// <param name="SeasonTo">Last day of the season, itself included.</param>
internal sealed record RateBody(RateUnit Unit, long Amount, string? Label = null, IReadOnlyList<DayOfWeek>? Days = null, DateOnly? SeasonFrom = null, DateOnly? SeasonTo = null)
{
    public Rate ToRate() => new(Unit, Amount, Label?.Trim() ?? "", Days ?? [], SeasonFrom, SeasonTo);
}
