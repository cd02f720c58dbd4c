namespace Booking.Application.Reporting;

using Booking.Application.Abstractions;
using Booking.Domain.Common;
using Booking.Domain.Reporting;
using Booking.Domain.Users;
using MediatR;

/// <summary>How many of those who waited were offered something, and how many took it.</summary>
public sealed record GetWaitlistConversionQuery(AskedPeriod Period, ReportGrouping GroupBy, string? Kind) : IQuery<WaitlistConversionView>, IRestricted
{
    public static IReadOnlyList<string> AllowedRoles { get; } = [Roles.Admin];
}

/// <param name="To">The day after the last.</param>
/// <param name="TimeZone">The tenant's; whose days these are.</param>
public sealed record WaitlistConversionView(DateOnly From, DateOnly To, string TimeZone, ReportGrouping GroupBy, IReadOnlyList<WaitlistConversionLineView> Items);

/// <summary>What happened in these days.</summary>
/// <param name="Day">The first day of the group; null where the groups are not by time.</param>
/// <param name="Expired">Offers that nobody has answered.</param>
/// <param name="Left">Entries that were given up.</param>
/// <param name="OfferRate">Offers per entry that joined; null without any. One entry can be offered several things.</param>
/// <param name="AcceptanceRate">Offers that were accepted, of all; null without offers.</param>
public sealed record WaitlistConversionLineView(
    DateOnly? Day, string? Kind, long Joined, long Offered, long Accepted, long Declined, long Expired, long Left, decimal? OfferRate, decimal? AcceptanceRate)
{
    internal static WaitlistConversionLineView Of(ReportLine line) => new(
        line.Day, line.Kind, line.Amounts[0], line.Amounts[1], line.Amounts[2], line.Amounts[3], line.Amounts[4], line.Amounts[5],
        Rates.Of(line.Amounts[1], line.Amounts[0]), Rates.Of(line.Amounts[2], line.Amounts[1]));
}

internal sealed class GetWaitlistConversionHandler(IReports reports, IBookingDb db, RequestContext context, IDatabaseClock clock)
    : IRequestHandler<GetWaitlistConversionQuery, Result<WaitlistConversionView>>
{
    public async Task<Result<WaitlistConversionView>> Handle(GetWaitlistConversionQuery query, CancellationToken cancellationToken)
    {
        Result<ReportPeriod> period = await ReportPeriod.ReadAsync(query.Period, db, context, clock, cancellationToken);
        if (period.IsFailure)
        {
            return period.Error;
        }

        ReportPeriod days = period.Value;
        IReadOnlyList<ReportLine> lines = await reports.ReadAsync(new ReportQuestion(Report.Waitlist, days.From, days.Until, query.GroupBy, query.Kind), cancellationToken);
        return new WaitlistConversionView(days.From, days.Until, days.TimeZone, query.GroupBy, [.. lines.Select(WaitlistConversionLineView.Of)]);
    }
}
