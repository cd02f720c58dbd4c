namespace Booking.Domain.Events;

using Booking.Domain.Common;
using NodaTime;
using NodaTime.Text;

/// <summary>An event that repeats by a rule in local time. Each occurrence is an event of its own; this knows which there are to be.</summary>
public sealed class EventSeries : AggregateRoot
{
    /// <summary>Occurrences made by one call.</summary>
    public const int MostAtOnce = 366;

    private static readonly LocalDateTimePattern Local = LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm:ss");

    private EventSeries()
    {
    }

    public Guid? OwnerId { get; private init; }

    /// <summary>The event that later occurrences are copied from.</summary>
    public Guid TemplateId { get; private init; }

    /// <summary>RFC 5545.</summary>
    public string Rule { get; private init; } = "";

    /// <summary>The first local start; the rule counts from it.</summary>
    public string StartsLocal { get; private init; } = "";

    public string TimeZone { get; private init; } = "";

    /// <summary>Local starts that the rule has and the series has not.</summary>
    public IReadOnlyList<string> Excluded { get; private init; } = [];

    /// <summary>Local starts that the series has beside the rule's.</summary>
    public IReadOnlyList<string> Added { get; private init; } = [];

    /// <summary>The last local start that an occurrence was made for; empty before the first.</summary>
    public string CreatedUntil { get; private set; } = "";

    /// <summary>When it, or occurrences of it together, were last changed.</summary>
    public DateTimeOffset ChangedAt { get; private set; }

    /// <param name="template">Becomes the first occurrence.</param>
    public static Result<EventSeries> Create(Guid id, Event template, string rule, IReadOnlyList<LocalDateTime> excluded, IReadOnlyList<LocalDateTime> added, DateTimeOffset now)
    {
        if (template.SeriesId is not null)
        {
            return Error.Conflict("illegal_transition", "This event is an occurrence of a series already.");
        }

        if (template.Status == EventStatus.Cancelled)
        {
            return TicketingErrors.IsCancelled;
        }

        Result<RecurrenceRule> parsed = RecurrenceRule.Parse(rule);
        if (parsed.IsFailure)
        {
            return parsed.Error;
        }

        string first = Local.Format(LocalOf(template.StartsAt, template.TimeZone));
        EventSeries series = new()
        {
            Id = id,
            TenantId = template.TenantId,
            OwnerId = template.OwnerId,
            TemplateId = template.Id,
            Rule = rule,
            StartsLocal = first,
            TimeZone = template.TimeZone,
            Excluded = [.. excluded.Select(Local.Format)],
            Added = [.. added.Select(Local.Format)],
            CreatedUntil = first,
            ChangedAt = now,
        };
        template.Join(id, first);
        return series;
    }

    /// <summary>The occurrences behind the last one that was made, up to a local day, itself included.</summary>
    public Result<IReadOnlyList<Occurrence>> Extend(LocalDate until)
    {
        LocalDateTime after = Local.Parse(CreatedUntil).Value;
        LocalDateTime last = until.At(LocalTime.MaxValue);
        DateTimeZone zone = DateTimeZoneProviders.Tzdb[TimeZone];
        IEnumerable<LocalDateTime> ruled = RecurrenceRule.Parse(Rule).Value!.Starts(Local.Parse(StartsLocal).Value).TakeWhile(start => start <= last);
        List<LocalDateTime> starts = [.. ruled
            .Concat(Added.Select(text => Local.Parse(text).Value))
            .Where(start => start > after && start <= last && !Excluded.Contains(Local.Format(start)))
            .Distinct()
            .Order()
            .Take(MostAtOnce + 1)];
        if (starts.Count > MostAtOnce)
        {
            return Error.Rule("/until", $"One call makes at most {MostAtOnce} occurrences; ask for an earlier day first.");
        }

        if (starts.Count > 0)
        {
            CreatedUntil = Local.Format(starts[^1]);
        }

        return Result<IReadOnlyList<Occurrence>>.Success([.. starts.Select(start => new Occurrence(Local.Format(start), RecurrenceRule.InstantOf(start, zone)))]);
    }

    /// <summary>Notes that occurrences of it are others now.</summary>
    public void NoteChange(DateTimeOffset now) => ChangedAt = now;

    /// <summary>The local start of an instant.</summary>
    public static LocalDateTime LocalOf(DateTimeOffset instant, string zone) => Instant.FromDateTimeOffset(instant).InZone(DateTimeZoneProviders.Tzdb[zone]).LocalDateTime;

    /// <summary>The same local day at another time of day.</summary>
    public static DateTimeOffset At(DateTimeOffset instant, string zone, LocalTime time) =>
        RecurrenceRule.InstantOf(LocalOf(instant, zone).Date.At(time), DateTimeZoneProviders.Tzdb[zone]);
}

/// <param name="Name">The local start by which the series knows it.</param>
public sealed record Occurrence(string Name, DateTimeOffset StartsAt);
