namespace Booking.Application.Events;

using System.Globalization;
using Booking.Application.Abstractions;
using Booking.Application.Catalog;
using Booking.Domain.Catalog;
using Booking.Domain.Common;
using Booking.Domain.Events;
using Booking.Domain.Users;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

/// <summary>Events of a search, or an organiser's own.</summary>
/// <param name="Sort">Null is by relevance with a text, by distance with a place, otherwise by start.</param>
public sealed record ListEventsQuery(EventFilter Filter, EventSort? Sort, PageRequest Page) : IQuery<Page<EventView>>;

internal sealed class ListEventsValidator : AbstractValidator<ListEventsQuery>
{
    public ListEventsValidator()
    {
        RuleFor(query => query.Filter).SetValidator(new EventFilterValidator()).OverridePropertyName("");
        RuleFor(query => query.Sort).Must((query, sort) => sort != EventSort.Relevance || query.Filter.Text is not null).WithMessage("Relevance needs a text.");
        RuleFor(query => query.Sort).Must((query, sort) => sort != EventSort.Distance || query.Filter.Near is not null).WithMessage("Distance needs a place.");
    }
}

internal sealed class EventFilterValidator : AbstractValidator<EventFilter>
{
    public EventFilterValidator() => RuleFor(filter => filter.To)
        .Must((filter, to) => to > filter.From).WithMessage("The end must be after the start.")
        .When(filter => filter.From is not null && filter.To is not null);
}

internal sealed class ListEventsHandler(IBookingDb db, IEventSearch search, IDatabaseClock clock, ICursorCodec cursors, RequestContext context)
    : IRequestHandler<ListEventsQuery, Result<Page<EventView>>>
{
    private const string List = "events";

    public async Task<Result<Page<EventView>>> Handle(ListEventsQuery query, CancellationToken cancellationToken)
    {
        bool isManaged = query.Filter.IsManaged;
        if (isManaged && context.UserId is null)
        {
            return UserErrors.NotSignedIn;
        }

        if (isManaged && !context.IsAdmin && !context.Roles.Contains(Roles.Provider))
        {
            return UserErrors.Forbidden;
        }

        EventSort sort = query.Sort ?? (query.Filter.Text is not null ? EventSort.Relevance : query.Filter.Near is not null ? EventSort.Distance : EventSort.Start);
        EventSearchPage? page = Position(query.Page, sort);
        if (page is null)
        {
            return PageErrors.InvalidCursor;
        }

        DateTimeOffset now = await clock.NowAsync(cancellationToken);
        FoundEvents found = await search.FindAsync(query.Filter, isManaged && !context.IsAdmin ? context.UserId : null, page, now, cancellationToken);
        List<FoundEvent> shown = [.. found.Events.Take(query.Page.Limit)];
        List<Guid> ids = [.. shown.Select(row => row.Id)];
        Dictionary<Guid, Event> events = await db.Events.AsNoTracking().Where(happening => ids.Contains(happening.Id)).ToDictionaryAsync(happening => happening.Id, cancellationToken);
        ILookup<Guid, TicketTypeRow> types = await db.TicketTypesOfAsync(events.Values, now, cancellationToken);
        Dictionary<Guid, RatingTotal> ratings = await db.RatingTotals.OfAsync(ids, cancellationToken);
        string? next = found.Events.Count > query.Page.Limit ? Cursor(sort, found.IsFuzzy, shown[^1]) : null;
        return new Page<EventView>(
            [.. ids.Where(events.ContainsKey).Select(id => EventView.Of(events[id], types[id], now, query.Filter.Near, isManaged: isManaged) with { Rating = RatingSummary.Of(ratings.GetValueOrDefault(id)) })],
            next);
    }

    private string Cursor(EventSort sort, bool isFuzzy, FoundEvent last) => cursors.Encode(
        List,
        sort.ToString(),
        isFuzzy ? "fuzzy" : "exact",
        last.StartsAt.UtcTicks.ToString(CultureInfo.InvariantCulture),
        last.Key.ToString("R", CultureInfo.InvariantCulture),
        last.Id.ToString());

    /// <returns>Null for a cursor of another list, or of this one in another order.</returns>
    private EventSearchPage? Position(PageRequest page, EventSort sort)
    {
        if (page.Cursor is null)
        {
            return new EventSearchPage(sort, null, null, page.Limit);
        }

        return cursors.Decode(List, page.Cursor) is [string of, string mode, string ticks, string key, string id] && of == sort.ToString()
            ? new EventSearchPage(
                sort,
                mode == "fuzzy",
                new FoundEvent(Guid.Parse(id), new DateTimeOffset(long.Parse(ticks, CultureInfo.InvariantCulture), TimeSpan.Zero), double.Parse(key, CultureInfo.InvariantCulture)),
                page.Limit)
            : null;
    }
}
