namespace Booking.Application.Events;

using System.Globalization;
using Booking.Application.Abstractions;
using Booking.Application.Catalog;
using Booking.Domain.Common;
using Booking.Domain.Events;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

/// <summary>Published events by start.</summary>
/// <param name="Text">Part of the title, the place, the city or the category.</param>
/// <param name="From">Events that end after this; null leaves out those that are over.</param>
/// <param name="To">Events that start before this.</param>
public sealed record ListEventsQuery(string? Text, DateTimeOffset? From, DateTimeOffset? To, SearchArea? Near, string? Category, string? City, PageRequest Page) : IQuery<Page<EventView>>;

internal sealed class ListEventsValidator : AbstractValidator<ListEventsQuery>
{
    public ListEventsValidator() => RuleFor(query => query.To)
        .Must((query, to) => to > query.From).WithMessage("The end must be after the start.")
        .When(query => query.From is not null && query.To is not null);
}

internal sealed class ListEventsHandler(IBookingDb db, IDatabaseClock clock, ICursorCodec cursors) : IRequestHandler<ListEventsQuery, Result<Page<EventView>>>
{
    private const string List = "events";

    public async Task<Result<Page<EventView>>> Handle(ListEventsQuery query, CancellationToken cancellationToken)
    {
        DateTimeOffset now = await clock.NowAsync(cancellationToken);
        DateTimeOffset from = query.From ?? now;
        IQueryable<Event> events = db.Events.AsNoTracking()
            .Where(happening => happening.Status == EventStatus.Published && happening.EndsAt > from)
            .Within(query.Near)
            .WithText(nameof(Event.Category), query.Category)
            .WithText(nameof(Event.City), query.City)
            .Mentioning(query.Text, nameof(Event.Title), nameof(Event.VenueName), nameof(Event.City), nameof(Event.Category));
        if (query.To is { } to)
        {
            events = events.Where(happening => happening.StartsAt < to);
        }

        if (query.Page.Cursor is { } cursor)
        {
            if (cursors.Decode(List, cursor) is not [string ticks, string id])
            {
                return PageErrors.InvalidCursor;
            }

            DateTimeOffset after = new(long.Parse(ticks, CultureInfo.InvariantCulture), TimeSpan.Zero);
            Guid afterId = Guid.Parse(id);
            events = events.Where(happening => happening.StartsAt > after || (happening.StartsAt == after && happening.Id > afterId));
        }

        List<Event> rows = await events
            .OrderBy(happening => happening.StartsAt).ThenBy(happening => happening.Id)
            .Take(query.Page.Limit + 1)
            .ToListAsync(cancellationToken);
        string? next = null;
        if (rows.Count > query.Page.Limit)
        {
            rows.RemoveAt(rows.Count - 1);
            next = cursors.Encode(List, rows[^1].StartsAt.UtcTicks.ToString(CultureInfo.InvariantCulture), rows[^1].Id.ToString());
        }

        ILookup<Guid, TicketTypeRow> types = await db.TicketTypesOfAsync(rows, now, cancellationToken);
        return new Page<EventView>([.. rows.Select(happening => EventView.Of(happening, types[happening.Id], now, query.Near))], next);
    }
}
