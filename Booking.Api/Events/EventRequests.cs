namespace Booking.Api.Events;

using Booking.Application.Abstractions;
using Booking.Application.Events;
using Booking.Domain.Common;
using Booking.Domain.Events;

/// <summary>Reads the times of a request and collects those that are none.</summary>
internal sealed class TimeReader
{
    private readonly Dictionary<string, string[]> _errors = [];

    /// <summary>Null when every time was of its form. Ask after reading all of them.</summary>
    public Error? Error => _errors.Count == 0
        ? null
        : Domain.Common.Error.Invalid("validation_failed", "The request is not of the stated form.") with { Fields = _errors };

    public WallTime? Read(string member, string? text)
    {
        if (text is null)
        {
            return null;
        }

        if (!WallTime.TryParse(text, null, out WallTime time))
        {
            _errors[$"/{member}"] = ["This is neither an RFC 3339 instant nor a local date-time."];
        }

        return time;
    }
}

/// <summary>A draft of an event.</summary>
/// <param name="StartsAt">RFC 3339 with an offset, or a local date-time of <paramref name="TimeZone"/>; likewise the other times.</param>
/// <param name="Tags">Words it is found by.</param>
/// <param name="Pictures">https addresses, the first one for lists.</param>
/// <param name="MinimumAge">In years.</param>
/// <param name="CancellationPolicy">What is paid back when a booking is cancelled; all until two days and half until one day before the start when left out.</param>
/// <param name="HoldMinutes">How long its places may be held without a booking; 15 when left out, at most 120.</param>
internal sealed record CreateEventRequest(
    string Title,
    string Category,
    string Venue,
    string City,
    EventPlaceView Location,
    string TimeZone,
    string StartsAt,
    string EndsAt,
    string? DoorsAt = null,
    string? Description = null,
    IReadOnlyList<string>? Tags = null,
    IReadOnlyList<string>? Pictures = null,
    int? MinimumAge = null,
    Seating? Seating = null,
    CancellationPolicy? CancellationPolicy = null,
    int? HoldMinutes = null)
{
    public Result<CreateEventCommand> ToCommand()
    {
        TimeReader read = new();
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
            TimeZone = TimeZone,
            StartsAt = read.Read("startsAt", StartsAt),
            EndsAt = read.Read("endsAt", EndsAt),
            DoorsAt = read.Read("doorsAt", DoorsAt),
            MinimumAge = MinimumAge,
            Seating = Seating,
            CancellationPolicy = CancellationPolicy,
            HoldMinutes = HoldMinutes,
        };
        return read.Error is { } error ? error : new CreateEventCommand(fields);
    }
}

/// <summary>What is given is changed; what is left out stays.</summary>
/// <param name="StartsAt">Of a draft. A published event is postponed.</param>
internal sealed record EditEventRequest(
    string? Title = null,
    string? Category = null,
    string? Venue = null,
    string? City = null,
    EventPlaceView? Location = null,
    string? TimeZone = null,
    string? StartsAt = null,
    string? EndsAt = null,
    string? Description = null,
    IReadOnlyList<string>? Tags = null,
    IReadOnlyList<string>? Pictures = null,
    CancellationPolicy? CancellationPolicy = null,
    int? HoldMinutes = null)
{
    private readonly Optional<string> _doorsAt;
    private readonly Optional<int?> _minimumAge;

    /// <summary>Null says nothing about the doors.</summary>
    public string? DoorsAt
    {
        get => _doorsAt.Value;
        init => _doorsAt = value;
    }

    /// <summary>Null lets everybody in.</summary>
    public int? MinimumAge
    {
        get => _minimumAge.Value;
        init => _minimumAge = value;
    }

    public Result<EditEventCommand> ToCommand(Guid id, long version)
    {
        TimeReader read = new();
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
            TimeZone = TimeZone,
            StartsAt = read.Read("startsAt", StartsAt),
            EndsAt = read.Read("endsAt", EndsAt),
            DoorsAt = _doorsAt.IsNamed ? read.Read("doorsAt", DoorsAt) : default(Optional<WallTime?>),
            MinimumAge = _minimumAge,
            CancellationPolicy = CancellationPolicy,
            HoldMinutes = HoldMinutes,
        };
        return read.Error is { } error ? error : new EditEventCommand(id, version, fields);
    }
}

/// <param name="StartsAt">RFC 3339 with an offset, or a local date-time of the event's zone; likewise the other times.</param>
/// <param name="DoorsAt">As long before the start as they opened, when left out.</param>
/// <param name="Note">For the customers.</param>
internal sealed record PostponeEventRequest(string StartsAt, string EndsAt, string? DoorsAt = null, string? Note = null)
{
    public Result<PostponeEventCommand> ToCommand(Guid id)
    {
        TimeReader read = new();
        PostponeEventCommand command = new(id, read.Read("startsAt", StartsAt) ?? default, read.Read("endsAt", EndsAt) ?? default, read.Read("doorsAt", DoorsAt), Note);
        return read.Error is { } error ? error : command;
    }
}

/// <param name="Note">For the customers.</param>
internal sealed record CancelEventRequest(string? Note = null)
{
    public CancelEventCommand ToCommand(Guid id) => new(id, Note);
}

/// <summary>A kind of ticket.</summary>
/// <param name="Price">Minor units of an ISO 4217 currency.</param>
/// <param name="TaxRate">In basis points: 1900 is 19 %.</param>
/// <param name="Capacity">Its own places; left out where it shares all of them, and for named seats.</param>
/// <param name="SaleFrom">RFC 3339 with an offset, or a local date-time of the event's zone; likewise <paramref name="SaleUntil"/>.</param>
/// <param name="ClosesMinutesBefore">The sale ends so many minutes before the event begins, also when it is postponed.</param>
/// <param name="Hidden">Only to be had, and seen, with an access code.</param>
/// <param name="PoolIds">Pools of the event that it shares with other types; each is a limit beside its own capacity.</param>
/// <param name="SharedWith">Another ticket type; both take their places from that one's.</param>
/// <param name="After">Another ticket type whose price comes first: this one is sold once that one is gone or over.</param>
/// <param name="SortOrder">Behind all others when left out.</param>
internal sealed record AddTicketTypeRequest(
    string Name,
    Money Price,
    int TaxRate = 0,
    int? Capacity = null,
    string? Description = null,
    int MinPerOrder = 1,
    int? MaxPerOrder = null,
    string? SaleFrom = null,
    string? SaleUntil = null,
    int? ClosesMinutesBefore = null,
    bool Hidden = false,
    IReadOnlyList<Guid>? PoolIds = null,
    Guid? SharedWith = null,
    Guid? After = null,
    int? SortOrder = null)
{
    public Result<AddTicketTypeCommand> ToCommand(Guid eventId)
    {
        TimeReader read = new();
        TicketTypeFields fields = new()
        {
            Name = Name,
            Description = Description,
            Price = Price,
            TaxRate = TaxRate,
            Capacity = Capacity,
            MinPerOrder = MinPerOrder,
            MaxPerOrder = MaxPerOrder,
            SaleFrom = read.Read("saleFrom", SaleFrom),
            SaleUntil = read.Read("saleUntil", SaleUntil),
            ClosesMinutesBefore = ClosesMinutesBefore,
            Hidden = Hidden,
            SortOrder = SortOrder,
        };
        return read.Error is { } error ? error : new AddTicketTypeCommand(eventId, fields, PoolIds ?? [], SharedWith, After);
    }
}

/// <summary>What is given is changed; what is left out stays. What is held or sold keeps its price.</summary>
/// <param name="Capacity">Never less than is held or sold.</param>
internal sealed record EditTicketTypeRequest(
    string? Name = null,
    Money? Price = null,
    int? TaxRate = null,
    int? Capacity = null,
    string? Description = null,
    int? MinPerOrder = null,
    int? MaxPerOrder = null,
    bool? Hidden = null,
    int? SortOrder = null)
{
    private readonly Optional<string> _saleFrom;
    private readonly Optional<string> _saleUntil;
    private readonly Optional<int?> _closesMinutesBefore;

    /// <summary>Null is on sale from the publication on.</summary>
    public string? SaleFrom
    {
        get => _saleFrom.Value;
        init => _saleFrom = value;
    }

    /// <summary>Null sells until the event decides.</summary>
    public string? SaleUntil
    {
        get => _saleUntil.Value;
        init => _saleUntil = value;
    }

    /// <summary>Null sells until the event decides.</summary>
    public int? ClosesMinutesBefore
    {
        get => _closesMinutesBefore.Value;
        init => _closesMinutesBefore = value;
    }

    public Result<EditTicketTypeCommand> ToCommand(Guid eventId, Guid id, long version)
    {
        TimeReader read = new();
        TicketTypeFields fields = new()
        {
            Name = Name,
            Description = Description,
            Price = Price,
            TaxRate = TaxRate,
            Capacity = Capacity,
            MinPerOrder = MinPerOrder,
            MaxPerOrder = MaxPerOrder,
            SaleFrom = _saleFrom.IsNamed ? read.Read("saleFrom", SaleFrom) : default(Optional<WallTime?>),
            SaleUntil = _saleUntil.IsNamed ? read.Read("saleUntil", SaleUntil) : default(Optional<WallTime?>),
            ClosesMinutesBefore = _closesMinutesBefore,
            Hidden = Hidden,
            SortOrder = SortOrder,
        };
        return read.Error is { } error ? error : new EditTicketTypeCommand(eventId, id, version, fields);
    }
}

/// <param name="Capacity">Places for all types that share the pool.</param>
internal sealed record AddEventPoolRequest(string Name, int Capacity);

/// <param name="Capacity">Never less than is held or sold.</param>
internal sealed record ResizeEventPoolRequest(int Capacity);

/// <param name="Code">In any case of letters; only its hash is kept.</param>
/// <param name="Label">What it is for, for the organiser.</param>
/// <param name="TicketTypeIds">The hidden types that it opens; all of the event when left out.</param>
/// <param name="MaxUses">Places that may be bought with it; any number when left out.</param>
internal sealed record AddAccessCodeRequest(string Code, string? Label = null, IReadOnlyList<Guid>? TicketTypeIds = null, int? MaxUses = null)
{
    public AddAccessCodeCommand ToCommand(Guid eventId) => new(eventId, Code, Label, TicketTypeIds ?? [], MaxUses);
}
