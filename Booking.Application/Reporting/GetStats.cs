namespace Booking.Application.Reporting;

using Booking.Application.Abstractions;
using Booking.Domain.Common;
using Booking.Domain.Reporting;
using Booking.Domain.Users;
using MediatR;

/// <summary>The tenant's figures at one look.</summary>
public sealed record GetStatsQuery(AskedPeriod Period) : IQuery<StatsView>, IRestricted
{
    public static IReadOnlyList<string> AllowedRoles { get; } = [Roles.Admin];
}

/// <param name="To">The day after the last.</param>
/// <param name="TimeZone">The tenant's; whose days these are.</param>
/// <param name="Revenue">Of everything, one line for each currency.</param>
/// <param name="RevenueByKind">The same by kind.</param>
/// <param name="Payments">The money itself, one line for each currency.</param>
/// <param name="Funnel">Each hold and booking counted once.</param>
public sealed record StatsView(
    DateOnly From,
    DateOnly To,
    string TimeZone,
    IReadOnlyList<RevenueLineView> Revenue,
    IReadOnlyList<RevenueLineView> RevenueByKind,
    IReadOnlyList<MoneyFlowView> Payments,
    FunnelLineView Funnel);

/// <param name="Payments">That succeeded.</param>
/// <param name="Refunds">That providers have carried out.</param>
/// <param name="Balance">Received and not paid back.</param>
public sealed record MoneyFlowView(long Payments, Money Received, long Refunds, Money PaidBack, Money Balance)
{
    internal static MoneyFlowView Of(ReportLine line) => new(
        line.Amounts[0], new Money(line.Amounts[1], line.Currency!), line.Amounts[2], new Money(line.Amounts[3], line.Currency!), new Money(line.Amounts[1] - line.Amounts[3], line.Currency!));
}

internal sealed class GetStatsHandler(IReports reports, IBookingDb db, RequestContext context, IDatabaseClock clock) : IRequestHandler<GetStatsQuery, Result<StatsView>>
{
    public async Task<Result<StatsView>> Handle(GetStatsQuery query, CancellationToken cancellationToken)
    {
        Result<ReportPeriod> period = await ReportPeriod.ReadAsync(query.Period, db, context, clock, cancellationToken);
        if (period.IsFailure)
        {
            return period.Error;
        }

        ReportPeriod days = period.Value;
        IReadOnlyList<ReportLine> revenue = await ReadAsync(Report.Sales, ReportGrouping.Total, days, null, cancellationToken);
        IReadOnlyList<ReportLine> byKind = await ReadAsync(Report.Sales, ReportGrouping.Kind, days, null, cancellationToken);
        IReadOnlyList<ReportLine> payments = await ReadAsync(Report.Payments, ReportGrouping.Total, days, null, cancellationToken);
        IReadOnlyList<ReportLine> funnel = await ReadAsync(Report.Funnel, ReportGrouping.Total, days, Report.AllKinds, cancellationToken);
        return new StatsView(
            days.From, days.Until, days.TimeZone, [.. revenue.Select(RevenueLineView.Of)], [.. byKind.Select(RevenueLineView.Of)], [.. payments.Select(MoneyFlowView.Of)],
            FunnelLineView.Of(null, Report.AllKinds, funnel.Count > 0 ? funnel[0].Amounts : [.. Report.Funnel.Measures.Select(_ => 0L)]));
    }

    private Task<IReadOnlyList<ReportLine>> ReadAsync(Report report, ReportGrouping groupBy, ReportPeriod days, string? kind, CancellationToken ct) =>
        reports.ReadAsync(new ReportQuestion(report, days.From, days.Until, groupBy, kind), ct);
}
