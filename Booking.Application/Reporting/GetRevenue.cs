namespace Booking.Application.Reporting;

using Booking.Application.Abstractions;
using Booking.Domain.Common;
using Booking.Domain.Reporting;
using Booking.Domain.Users;
using MediatR;

/// <summary>What was sold, by day, kind or offering.</summary>
/// <param name="Most">Of offerings, those with the largest revenue.</param>
public sealed record GetRevenueQuery(AskedPeriod Period, ReportGrouping GroupBy, string? Kind, Guid? OfferingId, int Most) : IQuery<RevenueView>, IRestricted
{
    public static IReadOnlyList<string> AllowedRoles { get; } = [Roles.Admin];
}

/// <param name="To">The day after the last.</param>
/// <param name="TimeZone">The tenant's; whose days these are.</param>
public sealed record RevenueView(DateOnly From, DateOnly To, string TimeZone, ReportGrouping GroupBy, IReadOnlyList<RevenueLineView> Items);

/// <param name="Day">The first day of the group; null where the groups are not by time.</param>
/// <param name="Bookings">That were confirmed with something of it.</param>
/// <param name="CancelledUnits">Of those sold then or before.</param>
/// <param name="Gross">What customers owe, with taxes and fees, without discounts; less where a booking was changed for something cheaper.</param>
/// <param name="Fees">Part of the gross amount.</param>
/// <param name="Taxes">Part of the gross amount.</param>
/// <param name="Refunds">What goes back for what was cancelled.</param>
/// <param name="Net">The gross amount without refunds.</param>
public sealed record RevenueLineView(
    DateOnly? Day, string? Kind, Guid? OfferingId, string? Title, long Bookings, long Units, long CancelledUnits, Money Gross, Money Fees, Money Taxes, Money Discounts, Money Refunds, Money Net)
{
    internal static RevenueLineView Of(ReportLine line)
    {
        string currency = line.Currency!;
        IReadOnlyList<long> sums = line.Amounts;
        return new RevenueLineView(
            line.Day, line.Kind, line.Id, line.Title, sums[0], sums[1], sums[6], new Money(sums[2], currency), new Money(sums[3], currency), new Money(sums[4], currency),
            new Money(sums[5], currency), new Money(sums[7], currency), new Money(sums[2] - sums[7], currency));
    }
}

internal sealed class GetRevenueHandler(IReports reports, IBookingDb db, RequestContext context, IDatabaseClock clock) : IRequestHandler<GetRevenueQuery, Result<RevenueView>>
{
    public async Task<Result<RevenueView>> Handle(GetRevenueQuery query, CancellationToken cancellationToken)
    {
        Result<ReportPeriod> period = await ReportPeriod.ReadAsync(query.Period, db, context, clock, cancellationToken);
        if (period.IsFailure)
        {
            return period.Error;
        }

        ReportPeriod days = period.Value;
        bool isByOffering = query.GroupBy == ReportGrouping.Offering;
        IReadOnlyList<ReportLine> lines = await reports.ReadAsync(
            new ReportQuestion(Report.Sales, days.From, days.Until, query.GroupBy, query.Kind, query.OfferingId, isByOffering ? "gross" : null, isByOffering ? query.Most : int.MaxValue), cancellationToken);
        return new RevenueView(days.From, days.Until, days.TimeZone, query.GroupBy, [.. lines.Select(RevenueLineView.Of)]);
    }
}
