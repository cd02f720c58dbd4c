namespace Booking.Domain.Catalog;

using Booking.Domain.Common;
using Booking.Domain.Holds;
using NodaTime;
using NodaTime.Extensions;

/// <summary>Everything about a provider but the working time.</summary>
/// <param name="UserId">The user who logs in as this provider, or null.</param>
/// <param name="TimeZone">IANA zone of the provider's clock; null works by the clock of each service.</param>
public sealed record ProviderDetails(string Name, Guid? UserId, string? TimeZone, bool IsActive);

/// <summary>Somebody who performs services; the unit that an appointment takes.</summary>
public sealed class Provider : AggregateRoot
{
    private Provider()
    {
    }

    public Guid? UserId { get; private set; }

    public string Name { get; private set; } = "";

    public string? TimeZone { get; private set; }

    public IReadOnlyList<WorkingHours> Hours { get; private set; } = [];

    public IReadOnlyList<WorkingHours> Breaks { get; private set; } = [];

    public IReadOnlyList<HoursException> Exceptions { get; private set; } = [];

    /// <summary>False for somebody who takes no new appointments.</summary>
    public bool IsActive { get; private set; }

    public ProviderDetails Details => new(Name, UserId, TimeZone, IsActive);

    public WorkCalendar Calendar => new(Hours, Breaks, Exceptions);

    public static Result<Provider> Create(Guid id, Guid tenantId, ProviderDetails details, WorkCalendar calendar)
    {
        Provider provider = new() { Id = id, TenantId = tenantId };
        Result<Done> edited = provider.Edit(details);
        if (edited.IsFailure)
        {
            return edited.Error;
        }

        Result<Done> working = provider.Work(calendar);
        return working.IsFailure ? working.Error : provider;
    }

    public Result<Done> Edit(ProviderDetails details)
    {
        if (details.TimeZone is { } zone && DateTimeZoneProviders.Tzdb.GetZoneOrNull(zone) is null)
        {
            return Error.Rule("/timeZone", $"'{zone}' is not an IANA time zone.");
        }

        (Name, UserId, TimeZone, IsActive) = (details.Name, details.UserId, details.TimeZone, details.IsActive);
        return Result.Success;
    }

    /// <summary>Replaces the working time. What is sold stays sold, also outside the new hours; see <see cref="Lose"/>.</summary>
    public Result<Done> Work(WorkCalendar calendar)
    {
        Result<WorkCalendar> sound = calendar.Check();
        if (sound.IsFailure)
        {
            return sound.Error;
        }

        (Hours, Breaks, Exceptions) = (calendar.Hours, calendar.Breaks, calendar.Exceptions);
        return Result.Success;
    }

    /// <summary>The working time within a window, without breaks and time off.</summary>
    /// <param name="serviceZone">Whose clock counts when the provider has none.</param>
    public IEnumerable<TimeRange> Worked(TimeRange window, string serviceZone)
    {
        DateTimeZone zone = Zone(serviceZone);
        WorkCalendar calendar = Calendar;
        LocalDate last = window.To.ToInstant().InZone(zone).Date;
        List<TimeRange> worked = [];

        // Hours that begin on the evening before may reach into the window.
        for (LocalDate date = window.From.ToInstant().InZone(zone).Date.PlusDays(-1); date <= last; date = date.PlusDays(1))
        {
            worked.AddRange(calendar.On(date, zone).SelectMany(period => period.Worked()));
        }

        return worked.Joined().Within(window);
    }

    /// <summary>Appointments that were sold will not be performed: somebody else is looked for.</summary>
    public void Lose(IReadOnlyList<DisruptedPart> appointments, TimeRange time)
    {
        if (appointments.Count > 0)
        {
            Raise(new OfferingDisrupted(ItemKinds.Service, Id, Name, Disruption.Cancelled, time.From, time.To, null) { Parts = appointments });
        }
    }

    /// <param name="serviceZone">Whose clock counts when the provider has none.</param>
    internal DateTimeZone Zone(string serviceZone) => DateTimeZoneProviders.Tzdb[TimeZone ?? serviceZone];
}
