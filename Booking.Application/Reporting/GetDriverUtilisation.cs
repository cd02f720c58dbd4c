namespace Booking.Application.Reporting;

using Booking.Application.Abstractions;
using Booking.Domain.Common;
using Booking.Domain.Drivers;
using Booking.Domain.Reporting;
using Booking.Domain.Users;
using MediatR;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using NodaTime.Extensions;

/// <summary>How much of their shifts drivers drove, and what they answered when they were asked.</summary>
/// <param name="DriverId">Only this driver.</param>
/// <param name="Most">Those who drove longest.</param>
public sealed record GetDriverUtilisationQuery(AskedPeriod Period, Guid? DriverId, int Most) : IQuery<DriverUtilisationView>, IRestricted
{
    public static IReadOnlyList<string> AllowedRoles { get; } = [Roles.Admin];
}

/// <param name="To">The day after the last.</param>
/// <param name="TimeZone">The tenant's; whose days these are.</param>
/// <param name="Items">Drivers who were asked or drove, the longest drives first.</param>
public sealed record DriverUtilisationView(DateOnly From, DateOnly To, string TimeZone, IReadOnlyList<DriverUtilisationLineView> Items);

/// <param name="Accepted">Rides that were taken, or given by an admin.</param>
/// <param name="Declined">Rides that were not taken, or given back.</param>
/// <param name="DrivenMinutes">From start to finish of the rides that were finished.</param>
/// <param name="ShiftMinutes">By the shifts as they are planned now.</param>
/// <param name="Utilisation">Driven of the shifts; null without shifts.</param>
public sealed record DriverUtilisationLineView(
    Guid DriverId, string Name, long Offered, long Accepted, long Declined, long Expired, long Finished, long DrivenMinutes, long ShiftMinutes, decimal? Utilisation);

internal sealed class GetDriverUtilisationHandler(IReports reports, IBookingDb db, RequestContext context, IDatabaseClock clock)
    : IRequestHandler<GetDriverUtilisationQuery, Result<DriverUtilisationView>>
{
    public async Task<Result<DriverUtilisationView>> Handle(GetDriverUtilisationQuery query, CancellationToken cancellationToken)
    {
        Result<ReportPeriod> period = await ReportPeriod.ReadAsync(query.Period, db, context, clock, cancellationToken);
        if (period.IsFailure)
        {
            return period.Error;
        }

        ReportPeriod days = period.Value;
        IReadOnlyList<ReportLine> lines = await reports.ReadAsync(
            new ReportQuestion(Report.Drivers, days.From, days.Until, ReportGrouping.Offering, OfferingId: query.DriverId, LargestBy: "minutes", Most: query.Most), cancellationToken);
        Guid[] ids = [.. lines.Select(line => line.Id!.Value)];
        Dictionary<Guid, Driver> drivers = await db.Drivers.AsNoTracking().Where(driver => ids.Contains(driver.Id)).ToDictionaryAsync(driver => driver.Id, cancellationToken);
        TimeRange window = new(StartOf(days.From, days.TimeZone), StartOf(days.Until, days.TimeZone));
        return new DriverUtilisationView(
            days.From, days.Until, days.TimeZone, [.. lines.Where(line => drivers.ContainsKey(line.Id!.Value)).Select(line => Line(line, drivers[line.Id!.Value], window))]);
    }

    private static DriverUtilisationLineView Line(ReportLine line, Driver driver, TimeRange window)
    {
        long shift = driver.ToShifts().Within(window).Sum(worked => (long)((worked.To < window.To ? worked.To : window.To) - (worked.From > window.From ? worked.From : window.From)).TotalMinutes);
        IReadOnlyList<long> sums = line.Amounts;
        return new DriverUtilisationLineView(driver.Id, driver.Name, sums[0], sums[1], sums[2], sums[3], sums[4], sums[5], shift, Rates.Of(sums[5], shift));
    }

    private static DateTimeOffset StartOf(DateOnly day, string zone) => DateTimeZoneProviders.Tzdb[zone].AtStartOfDay(day.ToLocalDate()).ToInstant().ToDateTimeOffset();
}
