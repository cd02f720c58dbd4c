namespace Booking.Application.Events;

using Booking.Application.Catalog;

/// <summary>What events are looked for. What is null, or false, does not matter.</summary>
/// <param name="Text">Words of title, tags, category, place or description, as one types them into a search box; mistyped ones too.</param>
/// <param name="From">Events that end after this; null leaves out those that are over.</param>
/// <param name="To">Events that start before this.</param>
/// <param name="PriceMax">Minor units; with a ticket on sale at no more than this.</param>
/// <param name="IsAvailable">With places left of a ticket on sale.</param>
/// <param name="IsManaged">For organisers: drafts and cancelled ones too, and those that are over.</param>
public sealed record EventFilter(
    string? Text,
    DateTimeOffset? From,
    DateTimeOffset? To,
    SearchArea? Near,
    string? Category,
    string? City,
    string? Tag,
    long? PriceMax,
    bool IsAvailable,
    Guid? SeriesId,
    bool IsManaged);

/// <summary>The order of a search.</summary>
public enum EventSort
{
    /// <summary>The first to start first.</summary>
    Start,

    /// <summary>What fits the text best first.</summary>
    Relevance,

    /// <summary>The nearest first.</summary>
    Distance,

    /// <summary>The lowest price first; what shows none is left out.</summary>
    Price,

    /// <summary>The best rated first, those without a rating last.</summary>
    Rating,
}

/// <param name="Key">What it is sorted by before its start; 0 where that is all.</param>
public sealed record FoundEvent(Guid Id, DateTimeOffset StartsAt, double Key);

/// <summary>Where a page begins.</summary>
/// <param name="IsFuzzy">How the pages before were found.</param>
/// <param name="After">The last event of the page before; null on the first page.</param>
public sealed record EventSearchPage(EventSort Sort, bool? IsFuzzy, FoundEvent? After, int Limit);

/// <param name="IsFuzzy">Nothing has the words as they are written; these have similar ones.</param>
/// <param name="Events">One more than the limit when the list goes on.</param>
public sealed record FoundEvents(bool IsFuzzy, IReadOnlyList<FoundEvent> Events);

/// <summary>How a facet divides the dates of events, each in its own time zone.</summary>
public enum DateBucket
{
    /// <summary>Local days.</summary>
    Day,

    /// <summary>Local months.</summary>
    Month,
}

/// <summary>Finds events by text, place, time, price and what is left.</summary>
public interface IEventSearch
{
    /// <param name="ownerId">Only those of this organiser; null for everybody's.</param>
    Task<FoundEvents> FindAsync(EventFilter filter, Guid? ownerId, EventSearchPage page, DateTimeOffset now, CancellationToken ct);

    /// <summary>Counts what the filter leaves, by each facet without the filter's own word about it.</summary>
    Task<EventFacetsView> CountAsync(EventFilter filter, DateBucket bucket, DateTimeOffset now, CancellationToken ct);
}
