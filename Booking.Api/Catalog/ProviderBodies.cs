namespace Booking.Api.Catalog;

using Booking.Application.Abstractions;
using Booking.Application.Catalog;
using Booking.Domain.Catalog;

/// <summary>Hours of one weekday by the wall clock.</summary>
/// <param name="From">HH:mm.</param>
/// <param name="To">HH:mm, up to 24:00; at or before the start it is the next day's.</param>
internal sealed record WorkingHoursBody(DayOfWeek Day, string From, string To);

/// <summary>Dates that differ from the usual week.</summary>
/// <param name="To">The last date, itself included; the first one when left out.</param>
/// <param name="Start">HH:mm; all day when left out.</param>
/// <param name="End">HH:mm, up to 24:00; at or before the start it is the next day's.</param>
internal sealed record HoursExceptionBody(DateOnly From, HoursExceptionKind Kind, DateOnly? To = null, string? Start = null, string? End = null, string? Note = null);

/// <summary>All of a provider's working time: the usual week, its breaks, and the dates that differ.</summary>
internal sealed record ProviderHoursRequest(
    IReadOnlyList<WorkingHoursBody?> Hours, IReadOnlyList<WorkingHoursBody?>? Breaks = null, IReadOnlyList<HoursExceptionBody?>? Exceptions = null)
{
    // JSON lets a null into any array; the use case refuses it.
    public ProviderHours ToHours() => new(
        Week(Hours),
        Week(Breaks ?? []),
        [.. (Exceptions ?? []).Select(body => body is null ? null! : new HoursExceptionView(body.From, body.To ?? body.From, body.Kind, body.Start, body.End, body.Note ?? ""))]);

    private static HoursView[] Week(IReadOnlyList<WorkingHoursBody?> bodies) => [.. bodies.Select(body => body is null ? null! : new HoursView(body.Day, body.From, body.To))];
}

/// <summary>Somebody who performs services.</summary>
/// <param name="UserId">The user who logs in as this provider; a provider's own when left out.</param>
/// <param name="TimeZone">IANA zone of the hours; the clock of each service when left out.</param>
internal sealed record CreateProviderRequest(string Name, Guid? UserId = null, string? TimeZone = null, ProviderHoursRequest? WorkingTime = null)
{
    public CreateProviderCommand ToCommand() => new(new ProviderChanges(Name, UserId, TimeZone, true), WorkingTime?.ToHours() ?? ProviderHours.None);
}

/// <summary>What changes; what is left out stays as it is.</summary>
/// <param name="IsActive">False for somebody who takes no new appointments.</param>
internal sealed record EditProviderRequest(string? Name = null, bool? IsActive = null)
{
    private readonly Optional<Guid?> _userId;
    private readonly Optional<string> _timeZone;

    /// <summary>The user who logs in as this provider; null for nobody.</summary>
    public Guid? UserId
    {
        get => _userId.Value;
        init => _userId = value;
    }

    /// <summary>Null works by the clock of each service.</summary>
    public string? TimeZone
    {
        get => _timeZone.Value;
        init => _timeZone = value;
    }

    public ProviderChanges ToChanges() => new(Name, _userId, _timeZone, IsActive);
}
