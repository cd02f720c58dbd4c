namespace Booking.Domain.Catalog;

using Booking.Domain.Common;
using Booking.Domain.Holds;
using NodaTime;
using NodaTime.Extensions;

/// <summary>Who performs a service, and where that differs from the service itself.</summary>
/// <param name="Price">Minor units of the service's currency; null takes the service's price.</param>
/// <param name="DurationMinutes">Null takes the service's duration.</param>
public sealed record ServicePerformer(Guid ProviderId, long? Price, int? DurationMinutes);

/// <summary>Everything about a service that its owner may change.</summary>
/// <param name="BufferMinutes">After each appointment, in which the provider takes no other; may lie outside the working hours.</param>
/// <param name="StepMinutes">A slot begins every so many minutes from the start of the working hours.</param>
/// <param name="NoticeMinutes">How long before its start an appointment is booked at the latest.</param>
/// <param name="HorizonDays">How many days ahead an appointment is booked at the earliest.</param>
/// <param name="SeatsPerSlot">1 for appointments; more for a class that so many attend together.</param>
/// <param name="CheckInWithinMinutes">So many minutes after its start an appointment is given up where nobody has checked in; null where nobody has to.</param>
/// <param name="Languages">Tags such as <c>de</c> or <c>pt-BR</c>.</param>
public sealed record ServiceDetails(
    string Name,
    string Description,
    string Category,
    string City,
    string TimeZone,
    int DurationMinutes,
    int BufferBeforeMinutes,
    int BufferMinutes,
    int StepMinutes,
    Money Price,
    int TaxRate,
    int NoticeMinutes,
    int HorizonDays,
    IReadOnlyList<ServicePerformer> Performers,
    CancellationPolicy Policy,
    int HoldMinutes,
    int SeatsPerSlot,
    int? CheckInWithinMinutes,
    IReadOnlyList<string> Languages)
{
    /// <summary>What a new service has where its owner says nothing.</summary>
    public static ServiceDetails Usual(string currency) => new(
        "", "", "", "", "", 60, 0, 0, 30, Money.Zero(currency), 0, 0, (int)SaleWindow.Horizon.TotalDays, [], CancellationPolicy.Default, (int)Service.DefaultHold.TotalMinutes, 1, null, []);
}

/// <summary>Something that is done by appointment, or a class with places.</summary>
public sealed class Service : AggregateRoot
{
    public const int MaxPerformers = 50;

    public const int MaxSeatsPerSlot = 1_000;

    public const int MinStepMinutes = 5;

    private const int MaxBufferMinutes = 480;

    public static readonly TimeSpan DefaultHold = TimeSpan.FromMinutes(15);

    private Service()
    {
    }

    /// <summary>The provider user who made it; null for the tenant's own.</summary>
    public Guid? OwnerId { get; private init; }

    public string Name { get; private set; } = "";

    public string Description { get; private set; } = "";

    public string Category { get; private set; } = "";

    /// <summary>The category in lower case, to look for.</summary>
    public string CategoryKey { get; private set; } = "";

    public string City { get; private set; } = "";

    /// <summary>The city in lower case, to look for.</summary>
    public string CityKey { get; private set; } = "";

    public string TimeZone { get; private set; } = "";

    public int DurationMinutes { get; private set; }

    public int BufferBeforeMinutes { get; private set; }

    public int BufferMinutes { get; private set; }

    public int StepMinutes { get; private set; }

    public Money Price { get; private set; }

    public int TaxRate { get; private set; }

    public int NoticeMinutes { get; private set; }

    public int HorizonDays { get; private set; }

    /// <summary>Who performs it.</summary>
    public IReadOnlyList<Guid> ProviderIds { get; private set; } = [];

    /// <summary>Those of them who have a price or duration of their own.</summary>
    public IReadOnlyList<ServicePerformer> Overrides { get; private set; } = [];

    public CancellationPolicy Policy { get; private set; } = CancellationPolicy.Default;

    public int HoldMinutes { get; private set; }

    public int SeatsPerSlot { get; private set; }

    public int? CheckInWithinMinutes { get; private set; }

    public IReadOnlyList<string> Languages { get; private set; } = [];

    public IReadOnlyList<AddOn> AddOns { get; private set; } = [];

    public bool IsActive { get; private set; }

    /// <summary>Whether many attend the same slot.</summary>
    public bool IsClass => SeatsPerSlot > 1;

    public ServiceDetails Details => new(
        Name, Description, Category, City, TimeZone, DurationMinutes, BufferBeforeMinutes, BufferMinutes, StepMinutes, Price, TaxRate, NoticeMinutes, HorizonDays,
        [.. ProviderIds.Select(PerformerOf)], Policy, HoldMinutes, SeatsPerSlot, CheckInWithinMinutes, Languages);

    public static Result<Service> Create(Guid id, Guid tenantId, Guid? ownerId, ServiceDetails details)
    {
        Service service = new() { Id = id, TenantId = tenantId, OwnerId = ownerId, IsActive = true };
        Result<Done> edited = service.Edit(details);
        return edited.IsFailure ? edited.Error : service;
    }

    /// <summary>Changes what is sold from now on. What is held or sold keeps its time, its price and its terms.</summary>
    public Result<Done> Edit(ServiceDetails details)
    {
        if (Check(details) is { } refused)
        {
            return refused;
        }

        if (SeatsPerSlot > 0 && IsClass != (details.SeatsPerSlot > 1))
        {
            return Error.Rule("/seatsPerSlot", "A service by appointment cannot become a class, nor the other way round.");
        }

        (Name, Description, Category, City, TimeZone) = (details.Name, details.Description, details.Category, details.City, details.TimeZone);
        (CategoryKey, CityKey) = (details.Category.ToLowerInvariant(), details.City.ToLowerInvariant());
        (DurationMinutes, BufferBeforeMinutes, BufferMinutes, StepMinutes) = (details.DurationMinutes, details.BufferBeforeMinutes, details.BufferMinutes, details.StepMinutes);
        (Price, TaxRate, NoticeMinutes, HorizonDays, HoldMinutes) = (details.Price, details.TaxRate, details.NoticeMinutes, details.HorizonDays, details.HoldMinutes);
        ProviderIds = [.. details.Performers.Select(performer => performer.ProviderId)];
        Overrides = [.. details.Performers.Where(performer => performer.Price is not null || performer.DurationMinutes is not null)];
        (Policy, SeatsPerSlot, CheckInWithinMinutes, Languages) = (details.Policy, details.SeatsPerSlot, details.CheckInWithinMinutes, details.Languages);
        return Result.Success;
    }

    /// <summary>Takes it off sale; appointments that are sold stay.</summary>
    public void Withdraw() => IsActive = false;

    /// <summary>Puts it back on sale, or takes it off.</summary>
    public void Offer(bool isActive) => IsActive = isActive;

    /// <summary>Adds an add-on, or replaces the one with its id. What is sold with the old one stays.</summary>
    public Result<Done> PutAddOn(AddOn addOn)
    {
        Result<AddOn> sound = Catalog.AddOns.Check(addOn);
        if (sound.IsFailure)
        {
            return sound.Error;
        }

        if (IsClass && addOn.ExtraMinutes > 0)
        {
            return Error.Rule("/extraMinutes", "A class ends for all at the same time.");
        }

        if (AddOns.Count >= Catalog.AddOns.MaxCount && AddOns.All(known => known.Id != addOn.Id))
        {
            return Error.Rule("", $"An offering has at most {Catalog.AddOns.MaxCount} add-ons.");
        }

        AddOns = Catalog.AddOns.With(AddOns, addOn);
        return Result.Success;
    }

    public Money PriceOf(Guid providerId) => PerformerOf(providerId).Price is { } own ? Price with { Amount = own } : Price;

    public int MinutesOf(Guid providerId) => PerformerOf(providerId).DurationMinutes ?? DurationMinutes;

    public TimeRange Asked(Guid providerId, DateTimeOffset from, int extraMinutes = 0) => new(from, from.AddMinutes(MinutesOf(providerId) + extraMinutes));

    public TimeRange Blocked(TimeRange asked) => asked.With(TimeSpan.FromMinutes(BufferBeforeMinutes), TimeSpan.FromMinutes(BufferMinutes));

    /// <summary>The window of time that one local day of the service is.</summary>
    public TimeRange DayOf(LocalDate date)
    {
        DateTimeZone zone = DateTimeZoneProviders.Tzdb[TimeZone];
        return new TimeRange(zone.AtStartOfDay(date).ToDateTimeOffset().ToUniversalTime(), zone.AtStartOfDay(date.PlusDays(1)).ToDateTimeOffset().ToUniversalTime());
    }

    public LocalDate DateOf(DateTimeOffset at) => at.ToInstant().InZone(DateTimeZoneProviders.Tzdb[TimeZone]).Date;

    /// <summary>The starts of a provider's slots on one local day of the service.</summary>
    public IEnumerable<DateTimeOffset> Starts(Provider provider, LocalDate date) => Starts(provider, DayOf(date)).Order();

    /// <summary>The starts of a provider's slots in a window, by the provider's clock; times that the clocks skip are left out.</summary>
    /// <param name="extraMinutes">How much longer than usual the appointment takes.</param>
    public IEnumerable<DateTimeOffset> Starts(Provider provider, TimeRange window, int extraMinutes = 0)
    {
        if (!provider.IsActive)
        {
            yield break;
        }

        DateTimeZone zone = provider.Zone(TimeZone);
        TimeSpan length = TimeSpan.FromMinutes(MinutesOf(provider.Id) + extraMinutes);
        WorkCalendar calendar = provider.Calendar;
        LocalDate last = window.To.ToInstant().InZone(zone).Date;

        // Hours that begin on the evening before may reach into the window.
        for (LocalDate date = window.From.ToInstant().InZone(zone).Date.PlusDays(-1); date <= last; date = date.PlusDays(1))
        {
            foreach (DateTimeOffset start in calendar.On(date, zone).SelectMany(period => period.Starts(StepMinutes, length)))
            {
                if (window.From <= start && start < window.To)
                {
                    yield return start;
                }
            }
        }
    }

    /// <summary>Whether an appointment at <paramref name="from"/> lies on a slot of the provider's working hours.</summary>
    public bool IsOffered(Provider provider, DateTimeOffset from, int extraMinutes = 0) => Starts(provider, new TimeRange(from, from.AddTicks(1)), extraMinutes).Any();

    /// <summary>What stands against a provider's taking over an appointment that is sold, wherever it lies in the grid of slots; of <see cref="Reason"/>.</summary>
    public IReadOnlyList<string> Against(Provider provider, TimeRange time)
    {
        if (!ProviderIds.Contains(provider.Id) || !provider.IsActive)
        {
            return [Reason.NotOnSale];
        }

        // Hours that begin on the evening before may reach into the time.
        DateTimeZone zone = provider.Zone(TimeZone);
        LocalDate date = time.From.ToInstant().InZone(zone).Date;
        WorkCalendar calendar = provider.Calendar;
        return calendar.On(date.PlusDays(-1), zone).Concat(calendar.On(date, zone)).Any(period => period.Covers(time)) ? [] : [Reason.OpeningHours];
    }

    /// <summary>Whether it is too early or too late to book a start; null when it is neither.</summary>
    public string? Untimely(DateTimeOffset from, DateTimeOffset now)
    {
        if (from < now)
        {
            return Reason.Past;
        }

        return from < now.AddMinutes(NoticeMinutes) ? Reason.Notice : from > now.AddDays(HorizonDays) ? Reason.Horizon : null;
    }

    /// <summary>An appointment with one provider.</summary>
    public Result<Grant> Grant(int item, Provider provider, DateTimeOffset from, IReadOnlyList<ChosenAddOn> addOns, DateTimeOffset now)
    {
        if (CheckSale(from, now) is { } refused)
        {
            return refused;
        }

        Result<ChosenTerms> chosen = Catalog.AddOns.Choose(AddOns, addOns, Price.Currency, item);
        if (chosen.IsFailure)
        {
            return chosen.Error;
        }

        TimeRange asked = Asked(provider.Id, from, chosen.Value.ExtraMinutes);
        if (!IsOffered(provider, from, chosen.Value.ExtraMinutes))
        {
            return Error.Rule("/from", "There is no slot at that time; see the service's slots.", Reason.OpeningHours);
        }

        return Granted(item, provider.Id, provider.Name, asked, 1, new SlotClaim(item, provider.Id, asked, Blocked(asked)), chosen.Value, []);
    }

    /// <summary>Places of one session of a class.</summary>
    public Result<Grant> GrantPlaces(int item, ClassSession session, string provider, int quantity, IReadOnlyList<ChosenAddOn> addOns, DateTimeOffset now)
    {
        if (CheckSale(session.StartsAt, now) is { } refused)
        {
            return refused;
        }

        if (session.Status != ClassSessionStatus.Scheduled)
        {
            return Error.Rule("/from", "This class does not take place.", Reason.NotOnSale);
        }

        if (quantity > session.Places)
        {
            return Error.Rule("/quantity", $"The class has {session.Places} places.", Reason.Capacity);
        }

        Result<ChosenTerms> chosen = Catalog.AddOns.Choose(AddOns, addOns, Price.Currency, item);
        return chosen.IsFailure
            ? chosen.Error
            : Granted(item, session.ProviderId, provider, session.Asked, quantity, new QuotaClaim(item, session.PoolId, quantity), chosen.Value, new() { ["sessionId"] = session.Id.ToString() });
    }

    private Error? CheckSale(DateTimeOffset from, DateTimeOffset now)
    {
        if (!IsActive)
        {
            return Error.Rule("/serviceId", "This service is not offered any more.", Reason.NotOnSale);
        }

        return Untimely(from, now) switch
        {
            null => null,
            Reason.Past => Error.Rule("/from", "The start is in the past.", Reason.Past),
            Reason.Notice => Error.Rule("/from", $"This is booked at least {NoticeMinutes} minutes ahead.", Reason.Notice),
            string reason => Error.Rule("/from", $"This is booked at most {HorizonDays} days ahead.", reason),
        };
    }

    private Grant Granted(int item, Guid providerId, string provider, TimeRange asked, int quantity, Claim claim, ChosenTerms addOns, Dictionary<string, string> more)
    {
        Dictionary<string, string> details = new(more) { ["providerId"] = providerId.ToString(), ["provider"] = provider };
        if (addOns.Text.Length > 0)
        {
            details["addOns"] = addOns.Text;
        }

        return new Grant(
            new HoldItem(ItemKinds.Service, Id, Name, quantity, asked.From, asked.To, TimeZone, [], details) { Policy = Policy, CheckInWithinMinutes = CheckInWithinMinutes },
            [claim, .. addOns.Claims],
            [new PriceLine("service", $"{Name}, {provider}", PriceOf(providerId) * quantity, item, quantity, TaxRate), .. addOns.Lines],
            TimeSpan.FromMinutes(HoldMinutes));
    }

    private ServicePerformer PerformerOf(Guid providerId) => Overrides.FirstOrDefault(performer => performer.ProviderId == providerId) ?? new ServicePerformer(providerId, null, null);

    private static Error? Check(ServiceDetails details)
    {
        if (DateTimeZoneProviders.Tzdb.GetZoneOrNull(details.TimeZone) is null)
        {
            return Error.Rule("/timeZone", $"'{details.TimeZone}' is not an IANA time zone.");
        }

        if (details.DurationMinutes is < 5 or > 1_440)
        {
            return Error.Rule("/durationMinutes", "An appointment takes 5 to 1440 minutes.");
        }

        if (details.BufferBeforeMinutes is < 0 or > MaxBufferMinutes)
        {
            return Error.Rule("/bufferBeforeMinutes", $"A buffer is 0 to {MaxBufferMinutes} minutes.");
        }

        if (details.BufferMinutes is < 0 or > MaxBufferMinutes)
        {
            return Error.Rule("/bufferMinutes", $"A buffer is 0 to {MaxBufferMinutes} minutes.");
        }

        if (details.StepMinutes is < MinStepMinutes or > 1_440)
        {
            return Error.Rule("/stepMinutes", $"Slots begin every {MinStepMinutes} to 1440 minutes.");
        }

        if (details.NoticeMinutes is < 0 or > 43_200)
        {
            return Error.Rule("/noticeMinutes", "The notice is 0 to 43200 minutes.");
        }

        if (details.HorizonDays < 1 || details.HorizonDays > SaleWindow.Horizon.TotalDays)
        {
            return Error.Rule("/horizonDays", $"The horizon is 1 to {SaleWindow.Horizon.TotalDays:0} days.");
        }

        if (details.SeatsPerSlot is < 1 or > MaxSeatsPerSlot)
        {
            return Error.Rule("/seatsPerSlot", $"A slot has 1 to {MaxSeatsPerSlot} places.");
        }

        if (details.CheckInWithinMinutes is < 1 or > 1_440)
        {
            return Error.Rule("/checkInWithinMinutes", "It is given up 1 to 1440 minutes after the start.");
        }

        return CheckTerms(details.Price, details.TaxRate, details.HoldMinutes, details.Policy) ?? CheckPerformers(details.Performers);
    }

    internal static Error? CheckTerms(Money price, int taxRate, int holdMinutes, CancellationPolicy policy)
    {
        if (price.Amount < 0)
        {
            return Error.Rule("/price", "A price is 0 or more.");
        }

        if (taxRate is < 0 or > 10_000)
        {
            return Error.Rule("/taxRate", "A tax rate is 0 to 10000 basis points.");
        }

        if (holdMinutes is < 1 or > 120)
        {
            return Error.Rule("/holdMinutes", "Inventory is held for 1 to 120 minutes.");
        }

        return policy.Check("/cancellationPolicy").Error;
    }

    private static Error? CheckPerformers(IReadOnlyList<ServicePerformer> performers)
    {
        if (performers.Count > MaxPerformers)
        {
            return Error.Rule("/providers", $"At most {MaxPerformers} providers perform one service.");
        }

        for (int i = 0; i < performers.Count; i++)
        {
            ServicePerformer performer = performers[i];
            if (performers.Take(i).Any(other => other.ProviderId == performer.ProviderId))
            {
                return Error.Rule($"/providers/{i}/providerId", "A provider is named once.");
            }

            if (performer.Price < 0)
            {
                return Error.Rule($"/providers/{i}/price", "A price is 0 or more.");
            }

            if (performer.DurationMinutes is < 5 or > 1_440)
            {
                return Error.Rule($"/providers/{i}/durationMinutes", "An appointment takes 5 to 1440 minutes.");
            }
        }

        return null;
    }
}
