namespace Booking.Domain.Catalog;

using Booking.Domain.Common;
using Booking.Domain.Holds;
using NodaTime;

/// <summary>Working hours of one weekday in the service's wall time; minutes after midnight.</summary>
public sealed record WorkingHours(DayOfWeek Day, int From, int To);

/// <summary>Somebody who performs services; the unit that an appointment takes.</summary>
public sealed class Provider
{
    private Provider()
    {
    }

    public Guid TenantId { get; private init; }

    public Guid Id { get; private init; }

    /// <summary>The user who logs in as this provider, or null.</summary>
    public Guid? UserId { get; private init; }

    public string Name { get; private init; } = "";

    public IReadOnlyList<WorkingHours> Hours { get; private init; } = [];

    public static Provider Create(Guid tenantId, Guid id, Guid? userId, string name, IReadOnlyList<WorkingHours> hours) => new()
    {
        TenantId = tenantId,
        Id = id,
        UserId = userId,
        Name = name,
        Hours = hours,
    };
}

/// <summary>Something that is done by appointment.</summary>
public sealed class Service : AggregateRoot
{
    public static readonly TimeSpan DefaultHold = TimeSpan.FromMinutes(15);

    private Service()
    {
    }

    public string Name { get; private init; } = "";

    public string Description { get; private init; } = "";

    public string Category { get; private init; } = "";

    public string City { get; private init; } = "";

    public string TimeZone { get; private init; } = "";

    public int DurationMinutes { get; private init; }

    /// <summary>Minutes after each appointment in which the provider takes no other.</summary>
    public int BufferMinutes { get; private init; }

    /// <summary>A slot begins every so many minutes from the start of the working hours.</summary>
    public int StepMinutes { get; private init; }

    public Money Price { get; private init; }

    public int TaxRate { get; private init; }

    /// <summary>Who performs it.</summary>
    public IReadOnlyList<Guid> ProviderIds { get; private init; } = [];

    public int HoldMinutes { get; private init; }

    public bool IsActive { get; private init; }

    public static Service Create(
        Guid id, Guid tenantId, string name, string description, string category, string city, string timeZone, int durationMinutes, int bufferMinutes, int stepMinutes,
        Money price, int taxRate, IReadOnlyList<Guid> providerIds) => new()
        {
            Id = id,
            TenantId = tenantId,
            Name = name,
            Description = description,
            Category = category,
            City = city,
            TimeZone = timeZone,
            DurationMinutes = durationMinutes,
            BufferMinutes = bufferMinutes,
            StepMinutes = stepMinutes,
            Price = price,
            TaxRate = taxRate,
            ProviderIds = providerIds,
            HoldMinutes = (int)DefaultHold.TotalMinutes,
            IsActive = true,
        };

    public TimeRange Asked(DateTimeOffset from) => new(from, from.AddMinutes(DurationMinutes));

    public TimeRange Blocked(TimeRange asked) => asked.With(TimeSpan.Zero, TimeSpan.FromMinutes(BufferMinutes));

    /// <summary>The starts of a provider's slots on one local day; times that the clocks skip are left out.</summary>
    public IEnumerable<DateTimeOffset> Starts(Provider provider, LocalDate date)
    {
        DateTimeZone zone = DateTimeZoneProviders.Tzdb[TimeZone];
        foreach (WorkingHours hours in provider.Hours.Where(hours => (int)hours.Day == (int)date.DayOfWeek % 7))
        {
            for (int minute = hours.From; minute + DurationMinutes <= hours.To; minute += StepMinutes)
            {
                NodaTime.TimeZones.ZoneLocalMapping mapping = zone.MapLocal(date.AtMidnight().PlusMinutes(minute));
                if (mapping.Count > 0)
                {
                    yield return mapping.First().ToDateTimeOffset().ToUniversalTime();
                }
            }
        }
    }

    /// <summary>Whether an appointment at <paramref name="from"/> lies on a slot of the provider's working hours.</summary>
    public bool IsOffered(Provider provider, DateTimeOffset from)
    {
        LocalDate date = Instant.FromDateTimeOffset(from).InZone(DateTimeZoneProviders.Tzdb[TimeZone]).Date;
        return Starts(provider, date).Contains(from);
    }

    public Result<Grant> Grant(int item, Provider provider, DateTimeOffset from, DateTimeOffset now)
    {
        if (!IsActive)
        {
            return Error.Rule("/serviceId", "This service is not offered any more.", Reason.NotOnSale);
        }

        TimeRange asked = Asked(from);
        Result<TimeRange> range = SaleWindow.Check(asked, TimeSpan.Zero, TimeSpan.FromDays(1), now);
        if (range.IsFailure)
        {
            return range.Error;
        }

        if (!IsOffered(provider, from))
        {
            return Error.Rule("/from", "There is no slot at that time; see the service's slots.", Reason.OpeningHours);
        }

        return new Grant(
            new HoldItem(ItemKinds.Service, Id, Name, 1, asked.From, asked.To, TimeZone, [], new Dictionary<string, string> { ["providerId"] = provider.Id.ToString(), ["provider"] = provider.Name }),
            [new SlotClaim(item, provider.Id, asked, Blocked(asked))],
            [new PriceLine("service", $"{Name}, {provider.Name}", Price, item, 1, TaxRate)],
            TimeSpan.FromMinutes(HoldMinutes));
    }
}
