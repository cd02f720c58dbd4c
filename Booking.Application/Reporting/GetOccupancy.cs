namespace Booking.Application.Reporting;

using System.Globalization;
using Booking.Application.Abstractions;
using Booking.Domain.Common;
using Booking.Domain.Holds;
using Booking.Domain.Users;
using MediatR;

/// <summary>How much of what could be sold is sold, by offering and local day.</summary>
/// <param name="Kind">One of <see cref="Kinds"/>; null for all.</param>
/// <param name="OfferingId">Only this car, hall, provider, event or trip, this session or this class.</param>
/// <param name="HasTotals">Whether the first page tells the totals.</param>
public sealed record GetOccupancyQuery(AskedPeriod Period, string? Kind, Guid? OfferingId, PageRequest Page, bool HasTotals) : IQuery<OccupancyView>, IRestricted
{
    /// <summary>All that is used on some day; a stock has no days.</summary>
    public static readonly IReadOnlyList<string> Kinds = [.. ItemKinds.All.Where(kind => kind != ItemKinds.Product)];

    public static IReadOnlyList<string> AllowedRoles { get; } = [Roles.Admin];
}

/// <summary>What capacity is counted in.</summary>
public enum OccupancyMeasure
{
    /// <summary>Booked time of the time that is open.</summary>
    Minutes,

    /// <summary>Of an event, or of a session of a class.</summary>
    Places,

    /// <summary>Seats of a trip times its legs from stop to stop.</summary>
    SeatLegs,
}

/// <param name="To">The day after the last.</param>
/// <param name="Items">Kind by kind, in a stable order.</param>
/// <param name="Totals">Of all pages, by kind and measure; null on later pages than the first.</param>
public sealed record OccupancyView(DateOnly From, DateOnly To, IReadOnlyList<OccupancyLineView> Items, string? NextCursor, IReadOnlyList<OccupancyTotalView>? Totals);

/// <param name="Day">As the clocks are where it is used.</param>
/// <param name="OfferingId">The car, hall, event or trip; of services by appointment the provider, of classes the session.</param>
/// <param name="StartsAt">Of what takes place once; null for what is sold by time.</param>
/// <param name="Capacity">As it is set now.</param>
/// <param name="Occupancy">Sold of the capacity; above 1 where the capacity was lowered below what was sold, null without capacity.</param>
public sealed record OccupancyLineView(
    DateOnly Day, string TimeZone, string Kind, Guid OfferingId, string Title, DateTimeOffset? StartsAt, OccupancyMeasure Measure, long Sold, long Capacity, decimal? Occupancy)
{
    internal static OccupancyLineView Of(OccupancyRow row) => new(
        row.Day, row.TimeZone, row.Kind, row.Id, row.Title, row.StartsAt, row.Measure, row.Sold, row.Capacity, Rates.Of(row.Sold, row.Capacity));
}

/// <param name="Occupancy">Sold of the capacity; null without capacity.</param>
public sealed record OccupancyTotalView(string Kind, OccupancyMeasure Measure, long Sold, long Capacity, decimal? Occupancy);

internal sealed class GetOccupancyHandler(IReports reports, IBookingDb db, RequestContext context, IDatabaseClock clock, ICursorCodec cursors)
    : IRequestHandler<GetOccupancyQuery, Result<OccupancyView>>
{
    private const string List = "occupancy";

    public async Task<Result<OccupancyView>> Handle(GetOccupancyQuery query, CancellationToken cancellationToken)
    {
        OccupancyPosition start = OccupancyPosition.Start;
        if (query.Page.Cursor is { } cursor)
        {
            if (cursors.Decode(List, cursor) is not [string family, string ticks, string id, string day])
            {
                return PageErrors.InvalidCursor;
            }

            start = new OccupancyPosition(
                int.Parse(family, CultureInfo.InvariantCulture), new DateTimeOffset(long.Parse(ticks, CultureInfo.InvariantCulture), TimeSpan.Zero), Guid.Parse(id),
                DateOnly.FromDayNumber(int.Parse(day, CultureInfo.InvariantCulture)));
        }

        Result<ReportPeriod> period = await ReportPeriod.ReadAsync(query.Period, db, context, clock, cancellationToken);
        if (period.IsFailure)
        {
            return period.Error;
        }

        OccupancyWalk walk = new(db, reports, period.Value, query.Kind, query.OfferingId);
        List<OccupancyRow> rows = [];
        await foreach (OccupancyRow row in walk.After(start, query.Page.Limit + 1, cancellationToken))
        {
            rows.Add(row);
            if (rows.Count > query.Page.Limit)
            {
                break;
            }
        }

        string? next = null;
        if (rows.Count > query.Page.Limit)
        {
            rows.RemoveAt(rows.Count - 1);
            OccupancyPosition last = rows[^1].Position;
            next = cursors.Encode(
                List, last.Family.ToString(CultureInfo.InvariantCulture), last.At.UtcTicks.ToString(CultureInfo.InvariantCulture), last.Id.ToString(), last.Day.DayNumber.ToString(CultureInfo.InvariantCulture));
        }

        bool isWhole = query.Page.Cursor is null && next is null;
        IReadOnlyList<OccupancyTotalView>? totals = !query.HasTotals || query.Page.Cursor is not null
            ? null
            : await SumAsync(isWhole ? rows.ToAsyncEnumerable() : walk.After(OccupancyPosition.Start, int.MaxValue, cancellationToken), cancellationToken);
        return new OccupancyView(period.Value.From, period.Value.Until, [.. rows.Select(OccupancyLineView.Of)], next, totals);
    }

    private static async Task<IReadOnlyList<OccupancyTotalView>> SumAsync(IAsyncEnumerable<OccupancyRow> rows, CancellationToken ct)
    {
        Dictionary<(int, string Kind, OccupancyMeasure Measure), (long Sold, long Capacity)> sums = [];
        await foreach (OccupancyRow row in rows.WithCancellation(ct))
        {
            (int, string, OccupancyMeasure) key = (row.Position.Family, row.Kind, row.Measure);
            (long sold, long capacity) = sums.GetValueOrDefault(key);
            sums[key] = (sold + row.Sold, capacity + row.Capacity);
        }

        return [.. sums.OrderBy(sum => sum.Key.Item1).Select(sum => new OccupancyTotalView(sum.Key.Kind, sum.Key.Measure, sum.Value.Sold, sum.Value.Capacity, Rates.Of(sum.Value.Sold, sum.Value.Capacity)))];
    }
}
