namespace Booking.Api.Events;

using Booking.Application.Abstractions;
using Booking.Application.Events;
using Booking.Domain.Common;
using NodaTime;
using NodaTime.Text;

/// <summary>Reads local dates and times of a request and collects those that are none.</summary>
internal sealed class LocalReader
{
    private readonly Dictionary<string, string[]> _errors = [];

    /// <summary>Null when everything was of its form. Ask after reading all.</summary>
    public Error? Error => _errors.Count == 0
        ? null
        : Domain.Common.Error.Invalid("validation_failed", "The request is not of the stated form.") with { Fields = _errors };

    public LocalDate Date(string member, string text) => Read(member, LocalDatePattern.Iso.Parse(text), "A date, such as 2027-03-01.");

    public LocalTime? Time(string member, string? text) => text is null ? null : Read(member, LocalTimePattern.CreateWithInvariantCulture("HH:mm").Parse(text), "A local time, such as 19:30.");

    public IReadOnlyList<LocalDateTime> Starts(string member, IReadOnlyList<string>? texts) =>
        [.. (texts ?? []).Select(text => Read(member, LocalDateTimePattern.ExtendedIso.Parse(text ?? ""), "Local date-times, such as 2027-03-01T19:30:00."))];

    private T Read<T>(string member, ParseResult<T> parsed, string message)
    {
        if (!parsed.Success)
        {
            _errors[$"/{member}"] = [message];
        }

        return parsed.Success ? parsed.Value : default!;
    }
}

/// <param name="Rule">RFC 5545 in the event's local time: FREQ, INTERVAL, COUNT, UNTIL, BYDAY with ordinals, BYMONTHDAY, BYMONTH, WKST.</param>
/// <param name="Exclude">Local starts that are left out (EXDATE).</param>
/// <param name="Add">Local starts beside the rule's (RDATE).</param>
/// <param name="Until">The last local day that occurrences are made for now.</param>
/// <param name="Publish">Puts the copies on sale at once; otherwise they are drafts.</param>
internal sealed record CreateEventSeriesRequest(string Rule, string Until, bool Publish = false, IReadOnlyList<string>? Exclude = null, IReadOnlyList<string>? Add = null)
{
    public Result<CreateEventSeriesCommand> ToCommand(Guid eventId)
    {
        LocalReader read = new();
        CreateEventSeriesCommand command = new(eventId, Rule, read.Starts("exclude", Exclude), read.Starts("add", Add), read.Date("until", Until), Publish);
        return read.Error is { } error ? error : command;
    }
}

/// <param name="Until">The last local day that occurrences are made for now.</param>
/// <param name="Publish">Puts them on sale at once; otherwise they are drafts.</param>
internal sealed record ExtendEventSeriesRequest(string Until, bool Publish = false)
{
    public Result<ExtendEventSeriesCommand> ToCommand(Guid id)
    {
        LocalReader read = new();
        ExtendEventSeriesCommand command = new(id, read.Date("until", Until), Publish);
        return read.Error is { } error ? error : command;
    }
}

/// <summary>What is given is changed in every occurrence of the scope that has not begun; what is left out stays.</summary>
/// <param name="EventId">The occurrence that scope <c>following</c> begins with.</param>
/// <param name="StartTime">Another local time of day, for occurrences of which nobody has or holds a place.</param>
/// <param name="DurationMinutes">Likewise.</param>
internal sealed record EditEventSeriesRequest(
    SeriesScope Scope,
    Guid? EventId = null,
    string? StartTime = null,
    int? DurationMinutes = null,
    string? Title = null,
    string? Category = null,
    string? Venue = null,
    string? City = null,
    EventPlaceView? Location = null,
    string? Description = null,
    IReadOnlyList<string>? Tags = null,
    IReadOnlyList<string>? Pictures = null,
    CancellationPolicy? CancellationPolicy = null,
    int? HoldMinutes = null)
{
    private readonly Optional<int?> _minimumAge;

    /// <summary>Null lets everybody in.</summary>
    public int? MinimumAge
    {
        get => _minimumAge.Value;
        init => _minimumAge = value;
    }

    public Result<EditEventSeriesCommand> ToCommand(Guid id, long version)
    {
        LocalReader read = new();
        EventFields fields = new()
        {
            Title = Title,
            Description = Description,
            Category = Category,
            Tags = Tags,
            Pictures = Pictures,
            Venue = Venue,
            City = City,
            Location = Location,
            MinimumAge = _minimumAge,
            CancellationPolicy = CancellationPolicy,
            HoldMinutes = HoldMinutes,
        };
        EditEventSeriesCommand command = new(id, version, Scope, EventId, fields, read.Time("startTime", StartTime), DurationMinutes);
        return read.Error is { } error ? error : command;
    }
}
