namespace Booking.Application.Reporting;

using Booking.Application.Abstractions;
using Booking.Domain.Common;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using NodaTime.Extensions;

/// <summary>Days that a report is asked for, as the tenant's clock counts them.</summary>
/// <param name="From">The first day; 29 days before the end's eve when left out.</param>
/// <param name="To">The day after the last; tomorrow when left out.</param>
public sealed record AskedPeriod(DateOnly? From, DateOnly? To);

/// <param name="Until">The day after the last.</param>
internal sealed record ReportPeriod(DateOnly From, DateOnly Until, string TimeZone)
{
    public const int MaxDays = 366;

    private const int UsualDays = 30;

    public static async Task<Result<ReportPeriod>> ReadAsync(AskedPeriod asked, IBookingDb db, RequestContext context, IDatabaseClock clock, CancellationToken ct)
    {
        string zone = await db.Tenants.AsNoTracking().Where(tenant => tenant.Id == context.TenantId).Select(tenant => tenant.TimeZone).SingleAsync(ct);
        DateTimeOffset now = await clock.NowAsync(ct);
        DateOnly until = asked.To ?? asked.From?.AddDays(UsualDays) ?? now.ToInstant().InZone(DateTimeZoneProviders.Tzdb[zone]).Date.PlusDays(1).ToDateOnly();
        DateOnly from = asked.From ?? until.AddDays(-UsualDays);
        if (until <= from)
        {
            return Error.Invalid("validation_failed", "The request is not of the stated form.") with { Fields = new Dictionary<string, string[]> { ["/to"] = ["Later than from."] } };
        }

        return until.DayNumber - from.DayNumber > MaxDays
            ? Error.Invalid("validation_failed", "The request is not of the stated form.") with { Fields = new Dictionary<string, string[]> { ["/to"] = [$"At most {MaxDays} days after from."] } }
            : new ReportPeriod(from, until, zone);
    }
}
