namespace Booking.Api.Reporting;

using System.ComponentModel;
using Booking.Api.Http;
using Booking.Application.Reporting;
using Booking.Domain.Holds;
using Microsoft.AspNetCore.Mvc;
using NodaTime;

/// <summary>The days that a report is about; bind with <c>[AsParameters]</c>.</summary>
internal sealed record PeriodParameters(
    [property: FromQuery(Name = "from"), Description("The first day, as the tenant's clock counts; 30 days before `to` when left out.")] string? From,
    [property: FromQuery(Name = "to"), Description("The day after the last, at most 366 days later; tomorrow when left out.")] string? To)
{
    public AskedPeriod Read(QueryReader reader) => new(Day(reader.Date("from", From)), Day(reader.Date("to", To)));

    private static DateOnly? Day(LocalDate? date) => date?.ToDateOnly();
}

/// <summary>What a report is about, and by what it is added up; bind with <c>[AsParameters]</c>.</summary>
internal sealed record ReportParameters(
    [property: FromQuery(Name = "groupBy"), Description("By what the figures are added up.")] string? GroupBy,
    [property: FromQuery(Name = "kind"), Description("Only this kind of items: car, venue, service, product, ticket, eventSeat or tripSeat.")] string? Kind)
{
    public ReportGrouping ReadGrouping(QueryReader reader, params IReadOnlyList<ReportGrouping> allowed)
    {
        ReportGrouping grouping = reader.OneOf("groupBy", GroupBy, ReportGrouping.Day);
        return allowed.Contains(grouping) ? grouping : reader.OneOf("groupBy", "?", ReportGrouping.Day);
    }

    public string? ReadKind(QueryReader reader) => reader.AnyOf("kind", Kind, ItemKinds.All);
}
