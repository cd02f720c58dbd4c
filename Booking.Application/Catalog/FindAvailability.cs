namespace Booking.Application.Catalog;

using System.Globalization;
using Booking.Application.Abstractions;
using Booking.Application.Holds;
using Booking.Domain.Common;
using FluentValidation;
using MediatR;

/// <summary>What can be asked for in one search, in the order of its answer.</summary>
public enum OfferingKind
{
    Car,
    Venue,
    Event,
    Trip,
    Service,
    Product,
}

/// <summary>One search over everything that is sold: what can be had, and of what cannot, why and what instead.</summary>
/// <param name="Kind">Null asks for all kinds.</param>
/// <param name="From">Start of use of a car, hall or appointment; events and trips that begin from here on. Null begins now.</param>
/// <param name="To">End of use; events and trips that begin before it. Null ends a day after the start.</param>
/// <param name="Near">Services and products have no place and are left out then.</param>
/// <param name="Quantity">Seats of a car, guests of a hall, tickets, passengers, pieces.</param>
/// <param name="OfferingId">Asks about this one only.</param>
public sealed record FindAvailabilityQuery(OfferingKind? Kind, DateTimeOffset? From, DateTimeOffset? To, SearchArea? Near, int Quantity, Guid? OfferingId, PageRequest Page)
    : IQuery<Page<AvailabilityView>>;

/// <param name="Price">Of all of <c>quantity</c>, before fees and vouchers; null where it depends on the seats that are chosen.</param>
/// <param name="Left">How many there are, where that is known.</param>
/// <param name="Reasons">Empty for what can be had.</param>
/// <param name="Alternatives">At most three, nearest first; empty for what can be had.</param>
public sealed record AvailabilityView(
    OfferingKind Kind, Guid OfferingId, string Title, DateTimeOffset? From, DateTimeOffset? To, string? TimeZone, bool Available, Money? Price, int? Left,
    IReadOnlyList<AvailabilityReason> Reasons, IReadOnlyList<Alternative> Alternatives);

/// <param name="Code">One of the reasons of docs/errors.md, such as <c>blackout</c>, <c>buffer</c>, <c>held</c> or <c>opening_hours</c>.</param>
/// <param name="From">The time that stands in the way, where it is one.</param>
/// <param name="Until">When a hold that stands in the way ends.</param>
public sealed record AvailabilityReason(string Code, string Message, DateTimeOffset? From, DateTimeOffset? To, DateTimeOffset? Until);

internal sealed class FindAvailabilityValidator : AbstractValidator<FindAvailabilityQuery>
{
    public FindAvailabilityValidator()
    {
        RuleFor(query => query.Page.Limit).LessThanOrEqualTo(FindAvailabilityHandler.MaxLimit).WithMessage($"At most {FindAvailabilityHandler.MaxLimit} at once.");
        RuleFor(query => query.To)
            .Must((query, to) => to > query.From).WithMessage("The end must be after the start.")
            .Must((query, to) => to - query.From <= AskedWindow.Longest).WithMessage($"At most {AskedWindow.Longest.TotalDays:0} days can be asked for at once.")
            .When(query => query.From is not null && query.To is not null);
    }
}

internal sealed class FindAvailabilityHandler(IEnumerable<IAvailabilitySource> sources, IDatabaseClock clock, ICursorCodec cursors)
    : IRequestHandler<FindAvailabilityQuery, Result<Page<AvailabilityView>>>
{
    public const int MaxLimit = 50;

    private const string List = "availability";

    public async Task<Result<Page<AvailabilityView>>> Handle(FindAvailabilityQuery query, CancellationToken cancellationToken)
    {
        Result<Position> position = Read(query.Page.Cursor);
        if (position.IsFailure)
        {
            return position.Error;
        }

        DateTimeOffset now = await clock.NowAsync(cancellationToken);
        DateTimeOffset from = query.From ?? now;
        TimeRange asked = new(from, query.To ?? from.AddDays(1));
        if (asked.IsEmpty || asked.Duration > AskedWindow.Longest)
        {
            return AskedWindow.Invalid("/to", $"The end must be after the start, and at most {AskedWindow.Longest.TotalDays:0} days after it.");
        }

        AvailabilityQuestion question = new(asked, query.Near, query.Quantity, query.OfferingId, now);
        List<AvailabilityView> found = [];
        foreach (IAvailabilitySource source in sources.OrderBy(source => source.Kind).Where(source => source.Kind >= position.Value.Kind && (query.Kind ?? source.Kind) == source.Kind))
        {
            Guid after = source.Kind == position.Value.Kind ? position.Value.After : Guid.Empty;
            found.AddRange(await source.FindAsync(question, after, query.Page.Limit + 1 - found.Count, cancellationToken));
            if (found.Count > query.Page.Limit)
            {
                AvailabilityView last = found[query.Page.Limit - 1];
                return new Page<AvailabilityView>(
                    found[..query.Page.Limit], cursors.Encode(List, ((int)last.Kind).ToString(CultureInfo.InvariantCulture), last.OfferingId.ToString()));
            }
        }

        return new Page<AvailabilityView>(found, null);
    }

    private Result<Position> Read(string? cursor)
    {
        if (cursor is null)
        {
            return new Position(OfferingKind.Car, Guid.Empty);
        }

        return cursors.Decode(List, cursor) is [string kind, string after] && int.TryParse(kind, CultureInfo.InvariantCulture, out int number) && Guid.TryParse(after, out Guid id)
            ? new Position((OfferingKind)number, id)
            : PageErrors.InvalidCursor;
    }

    private sealed record Position(OfferingKind Kind, Guid After);
}

/// <summary>What a search for availability asks of every kind.</summary>
internal sealed record AvailabilityQuestion(TimeRange Asked, SearchArea? Near, int Quantity, Guid? OfferingId, DateTimeOffset Now);

/// <summary>One kind's part of the search.</summary>
internal interface IAvailabilitySource
{
    OfferingKind Kind { get; }

    /// <summary>In the order of the ids.</summary>
    /// <param name="after">Only offerings with a greater id.</param>
    /// <param name="take">At most so many; 1 or more.</param>
    Task<IReadOnlyList<AvailabilityView>> FindAsync(AvailabilityQuestion question, Guid after, int take, CancellationToken ct);
}
