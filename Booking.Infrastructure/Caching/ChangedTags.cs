namespace Booking.Infrastructure.Caching;

using System.Text.Json;
using Booking.Application.Abstractions;
using Booking.Domain.Bookings;
using Booking.Domain.Holds;
using Microsoft.EntityFrameworkCore.ChangeTracking;

/// <summary>
/// Which cached answers a change touches. An offering is touched by its own rows and by every hold and booking of it; more is
/// forgotten rather than less.
/// </summary>
internal static class ChangedTags
{
    private static readonly Dictionary<string, string> OfFeature = new()
    {
        ["Booking.Domain.Cars"] = CacheTags.Cars,
        ["Booking.Domain.Drivers"] = CacheTags.Cars,
        ["Booking.Domain.Venues"] = CacheTags.Venues,
        ["Booking.Domain.Events"] = CacheTags.Events,
        ["Booking.Domain.Trips"] = CacheTags.Trips,
        ["Booking.Domain.Catalog"] = CacheTags.Catalog,
    };

    private static readonly Dictionary<string, string> OfKind = new()
    {
        [ItemKinds.Car] = CacheTags.Cars,
        [ItemKinds.Venue] = CacheTags.Venues,
        [ItemKinds.Ticket] = CacheTags.Events,
        [ItemKinds.EventSeat] = CacheTags.Events,
        [ItemKinds.TripSeat] = CacheTags.Trips,
        [ItemKinds.Service] = CacheTags.Catalog,
        [ItemKinds.Product] = CacheTags.Catalog,
    };

    /// <summary>
    /// Of everything a unit of work had in its hands, changed or not: some offerings are read, and what belongs to them is moved by
    /// statements that the context does not see.
    /// </summary>
    public static HashSet<string> Of(ChangeTracker tracker)
    {
        HashSet<string> tags = [];
        foreach (EntityEntry entry in tracker.Entries())
        {
            switch (entry.Entity)
            {
                case Hold hold:
                    AddItems(hold.Items, tags);
                    break;
                case Booking booking:
                    AddItems(booking.Items, tags);
                    break;
                default:
                    AddOffering(entry, tags);
                    break;
            }
        }

        return tags;
    }

    public static HashSet<string> Of(IEnumerable<Hold> holds)
    {
        HashSet<string> tags = [];
        foreach (Hold hold in holds)
        {
            AddItems(hold.Items, tags);
        }

        return tags;
    }

    /// <summary>Of an event that tells of items or of an offering.</summary>
    /// <param name="data">The event's JSON.</param>
    public static void Add(string data, HashSet<string> tags)
    {
        using JsonDocument happened = JsonDocument.Parse(data);
        if (happened.RootElement.TryGetProperty("items", out JsonElement items) && items.ValueKind == JsonValueKind.Array)
        {
            foreach (JsonElement item in items.EnumerateArray())
            {
                Add(item, tags);
            }
        }
        else
        {
            Add(happened.RootElement, tags);
        }
    }

    private static void Add(JsonElement item, HashSet<string> tags)
    {
        if (item.ValueKind == JsonValueKind.Object
            && item.TryGetProperty("offeringId", out JsonElement id) && id.TryGetGuid(out Guid offering)
            && item.TryGetProperty("kind", out JsonElement kind) && OfKind.TryGetValue(kind.GetString() ?? "", out string? list))
        {
            tags.Add(list);
            tags.Add(CacheTags.Of(offering));
            AddEvent(item.TryGetProperty("details", out JsonElement details) && details.TryGetProperty(TicketEvent, out JsonElement of) ? of.GetString() : null, tags);
        }
    }

    private const string TicketEvent = "eventId";

    private static void AddItems(IReadOnlyList<HoldItem> items, HashSet<string> tags)
    {
        foreach (HoldItem item in items)
        {
            tags.Add(OfKind[item.Kind]);
            tags.Add(CacheTags.Of(item.OfferingId));
            AddEvent(item.Details.GetValueOrDefault(TicketEvent), tags);
        }
    }

    /// <summary>A ticket's offering is its type; what is read is the event.</summary>
    private static void AddEvent(string? id, HashSet<string> tags)
    {
        if (Guid.TryParse(id, out Guid happening))
        {
            tags.Add(CacheTags.Of(happening));
        }
    }

    private static void AddOffering(EntityEntry entry, HashSet<string> tags)
    {
        if (!OfFeature.TryGetValue(entry.Metadata.ClrType.Namespace ?? "", out string? list))
        {
            return;
        }

        tags.Add(list);
        tags.Add(CacheTags.TermsOf(list));
        foreach (PropertyEntry property in entry.Properties.Where(property => property.Metadata.Name.EndsWith("Id", StringComparison.Ordinal) && property.Metadata.Name != "TenantId"))
        {
            if (property.CurrentValue is Guid id)
            {
                tags.Add(CacheTags.Of(id));
            }
        }
    }
}
