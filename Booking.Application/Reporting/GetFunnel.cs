namespace Booking.Application.Reporting;

using Booking.Application.Abstractions;
using Booking.Domain.Common;
using Booking.Domain.Reporting;
using Booking.Domain.Users;
using MediatR;

/// <summary>How many holds became bookings, and how many of these were paid.</summary>
/// <param name="Kind">Holds and bookings with something of this kind; null counts each once.</param>
public sealed record GetFunnelQuery(AskedPeriod Period, ReportGrouping GroupBy, string? Kind) : IQuery<FunnelView>, IRestricted
{
    public static IReadOnlyList<string> AllowedRoles { get; } = [Roles.Admin];
}

/// <param name="To">The day after the last.</param>
/// <param name="TimeZone">The tenant's; whose days these are.</param>
public sealed record FunnelView(DateOnly From, DateOnly To, string TimeZone, ReportGrouping GroupBy, IReadOnlyList<FunnelLineView> Items);

/// <summary>What happened in these days; a hold of one day may be booked on the next.</summary>
/// <param name="Day">The first day of the group; null where the groups are not by time.</param>
/// <param name="Kind"><c>all</c> counts each hold and booking once; one with several kinds counts with each of them.</param>
/// <param name="BookingsMade">Paid or not yet.</param>
/// <param name="BookingsPaid">Confirmed; also those with nothing to pay.</param>
/// <param name="BookingRate">Bookings made per hold placed; null without holds.</param>
/// <param name="PaymentRate">Bookings paid per booking made; null without bookings.</param>
public sealed record FunnelLineView(
    DateOnly? Day,
    string? Kind,
    long HoldsPlaced,
    long HoldsReleased,
    long HoldsExpired,
    long BookingsMade,
    long BookingsPaid,
    long BookingsExpired,
    long BookingsCancelled,
    decimal? BookingRate,
    decimal? PaymentRate)
{
    internal static FunnelLineView Of(ReportLine line) => Of(line.Day, line.Kind, line.Amounts);

    internal static FunnelLineView Of(DateOnly? day, string? kind, IReadOnlyList<long> sums) =>
        new(day, kind, sums[0], sums[1], sums[2], sums[3], sums[4], sums[5], sums[6], Rates.Of(sums[3], sums[0]), Rates.Of(sums[4], sums[3]));
}

internal static class Rates
{
    /// <summary>To four places; null of nothing.</summary>
    public static decimal? Of(decimal part, decimal whole) => whole == 0 ? null : Math.Round(part / whole, 4, MidpointRounding.AwayFromZero);
}

internal sealed class GetFunnelHandler(IReports reports, IBookingDb db, RequestContext context, IDatabaseClock clock) : IRequestHandler<GetFunnelQuery, Result<FunnelView>>
{
    public async Task<Result<FunnelView>> Handle(GetFunnelQuery query, CancellationToken cancellationToken)
    {
        Result<ReportPeriod> period = await ReportPeriod.ReadAsync(query.Period, db, context, clock, cancellationToken);
        if (period.IsFailure)
        {
            return period.Error;
        }

        ReportPeriod days = period.Value;
        string? kind = query.Kind ?? (query.GroupBy == ReportGrouping.Kind ? null : Report.AllKinds);
        IReadOnlyList<ReportLine> lines = await reports.ReadAsync(new ReportQuestion(Report.Funnel, days.From, days.Until, query.GroupBy, kind), cancellationToken);
        return new FunnelView(days.From, days.Until, days.TimeZone, query.GroupBy, [.. lines.Select(line => FunnelLineView.Of(line) with { Kind = kind ?? line.Kind })]);
    }
}
