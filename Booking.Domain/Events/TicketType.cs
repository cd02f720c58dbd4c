namespace Booking.Domain.Events;

using Booking.Domain.Common;

/// <summary>What a place of an event costs: a counted kind of place, or the price category of named seats.</summary>
public sealed class TicketType
{
    private TicketType()
    {
    }

    public Guid TenantId { get; private init; }

    public Guid Id { get; private init; }

    public Guid EventId { get; private init; }

    public string Name { get; private set; } = "";

    public string Description { get; private set; } = "";

    public Money Price { get; private set; }

    public int TaxRate { get; private set; }

    /// <summary>The pool its places come from; null for the category of named seats. Two types may share one pool.</summary>
    public Guid? PoolId { get; private init; }

    /// <summary>Pools that it shares with other types of the event, each with a limit over all of them.</summary>
    public IReadOnlyList<Guid> SharedPoolIds { get; private set; } = [];

    /// <summary>Places of the pool, or seats of the category.</summary>
    public int Capacity { get; private set; }

    public int MinPerOrder { get; private set; } = 1;

    public int MaxPerOrder { get; private set; }

    public DateTimeOffset? SaleFrom { get; private set; }

    public DateTimeOffset? SaleUntil { get; private set; }

    /// <summary>The sale ends so many minutes before the event begins, whenever that is; null sells until the end.</summary>
    public int? ClosesMinutesBefore { get; private set; }

    /// <summary>Only to be had, and seen, with an access code.</summary>
    public bool IsHidden { get; private set; }

    /// <summary>The first one of successive prices, and where this one stands behind it; null and 0 for one price.</summary>
    public Guid? TierOf { get; private init; }

    public int Tier { get; private init; }

    /// <summary>False once it is withdrawn; what is sold stays sold.</summary>
    public bool IsActive { get; private set; } = true;

    public int SortOrder { get; private set; }

    /// <summary>All pools that a place of it takes a place from, each once.</summary>
    public IEnumerable<Guid> Pools => PoolId is { } own ? SharedPoolIds.Prepend(own).Distinct() : SharedPoolIds;

    public TicketTypeDetails Details => new()
    {
        Name = Name,
        Description = Description,
        Price = Price,
        TaxRate = TaxRate,
        Capacity = Capacity,
        MinPerOrder = MinPerOrder,
        MaxPerOrder = MaxPerOrder,
        SaleFrom = SaleFrom,
        SaleUntil = SaleUntil,
        ClosesMinutesBefore = ClosesMinutesBefore,
        IsHidden = IsHidden,
        SortOrder = SortOrder,
    };

    public static TicketType Create(Guid tenantId, Guid id, Guid eventId, string name, Money price, int taxRate, Guid? poolId, int capacity, int maxPerOrder, int sortOrder) => new()
    {
        TenantId = tenantId,
        Id = id,
        EventId = eventId,
        Name = name,
        Price = price,
        TaxRate = taxRate,
        PoolId = poolId,
        Capacity = capacity,
        MaxPerOrder = maxPerOrder,
        SortOrder = sortOrder,
    };

    /// <param name="poolId">Its own pool, or the first shared one where it has no limit of its own; null for named seats.</param>
    /// <param name="siblings">The event's other types.</param>
    /// <param name="after">The type whose price comes before this one's; null for one price.</param>
    public static Result<TicketType> Create(
        Guid id, Event happening, Guid? poolId, IReadOnlyList<Guid> sharedPoolIds, TicketTypeDetails details, TicketType? after, IReadOnlyCollection<TicketType> siblings)
    {
        Result<Done> allowed = details.Check(happening, siblings);
        if (allowed.IsFailure)
        {
            return allowed.Error;
        }

        Guid? first = after is null ? null : after.TierOf ?? after.Id;
        TicketType type = new()
        {
            TenantId = happening.TenantId,
            Id = id,
            EventId = happening.Id,
            PoolId = poolId,
            SharedPoolIds = sharedPoolIds,
            TierOf = first,
            Tier = first is null ? 0 : siblings.Where(other => other.TierOf == first).Select(other => other.Tier).Append(0).Max() + 1,
        };
        type.Apply(details);
        return type;
    }

    /// <summary>Takes over all details. What is held or sold keeps its price.</summary>
    /// <param name="others">The event's other types.</param>
    public Result<Done> Edit(Event happening, TicketTypeDetails details, IReadOnlyCollection<TicketType> others)
    {
        Result<Done> allowed = details.Check(happening, others);
        if (allowed.IsSuccess)
        {
            Apply(details);
        }

        return allowed;
    }

    public void Withdraw() => IsActive = false;

    /// <summary>Tells the capacity of the pool that it shares.</summary>
    public void ShowCapacity(int capacity) => Capacity = capacity;

    /// <summary>When its sale ends: the earliest of its own date, its time before the start, and the end of the event.</summary>
    public DateTimeOffset ClosesAt(Event happening)
    {
        DateTimeOffset closes = SaleUntil < happening.EndsAt ? SaleUntil.Value : happening.EndsAt;
        DateTimeOffset before = ClosesMinutesBefore is { } minutes ? happening.StartsAt.AddMinutes(-minutes) : closes;
        return before < closes ? before : closes;
    }

    /// <summary>Whether it is offered and its sale open, for those who may see it.</summary>
    public bool IsOnSale(Event happening, DateTimeOffset now) => ClosedBecause(happening, now) is null;

    /// <summary>Whether it may be seen and held by somebody who knows a code, or none.</summary>
    public bool IsOpenTo(AccessCode? code) => !IsHidden || code?.Opens(this) == true;

    /// <summary>Whether a later price has to wait for it while it has places.</summary>
    public bool IsOnSaleOrWillBe(Event happening, DateTimeOffset now) => IsActive && ClosesAt(happening) > now;

    /// <summary>Whether it is a later one of the same successive prices.</summary>
    public bool ComesAfter(TicketType other) => TierOf is { } first && Tier > other.Tier && (other.Id == first || other.TierOf == first);

    /// <summary>Whether places or seats of it can be held at all.</summary>
    /// <param name="code">The access code that the buyer knows.</param>
    public Result<Done> CheckSale(Event happening, string pointer, DateTimeOffset now, AccessCode? code = null)
    {
        string? because = IsOpenTo(code) ? ClosedBecause(happening, now) : $"{Name} is not on sale to everybody.";
        return because is null ? Result.Success : Error.Rule(pointer, because, Reason.NotOnSale);
    }

    /// <summary>Whether an order is not too small for it.</summary>
    /// <param name="ordered">Places or seats of this type in the whole order.</param>
    public Result<Done> CheckLeast(string pointer, int ordered) =>
        ordered < MinPerOrder ? Error.Rule(pointer, $"At least {MinPerOrder} of {Name} must be bought at once.", Reason.OrderLimit) : Result.Success;

    /// <summary>All that an order of it has to keep.</summary>
    /// <param name="ordered">Places or seats of this type in the whole order.</param>
    /// <param name="pointer">What names the type in the request.</param>
    /// <param name="countPointer">What says how many.</param>
    internal Result<Done> CheckOrder(Event happening, int ordered, string pointer, string countPointer, DateTimeOffset now, AccessCode? code = null)
    {
        Result<Done> onSale = CheckSale(happening, pointer, now, code);
        if (onSale.IsFailure)
        {
            return onSale;
        }

        return ordered > MaxPerOrder
            ? Error.Rule(countPointer, $"At most {MaxPerOrder} of {Name} may be bought at once.", Reason.OrderLimit)
            : CheckLeast(countPointer, ordered);
    }

    private string? ClosedBecause(Event happening, DateTimeOffset now)
    {
        if (!IsActive)
        {
            return $"{Name} is not offered any more.";
        }

        if (SaleFrom > now)
        {
            return $"The sale of {Name} begins at {SaleFrom.Value.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}.";
        }

        return ClosesAt(happening) <= now ? $"The sale of {Name} is over." : null;
    }

    private void Apply(TicketTypeDetails details)
    {
        Name = details.Name;
        Description = details.Description;
        Price = details.Price;
        TaxRate = details.TaxRate;
        Capacity = details.Capacity;
        MinPerOrder = details.MinPerOrder;
        MaxPerOrder = details.MaxPerOrder;
        SaleFrom = details.SaleFrom;
        SaleUntil = details.SaleUntil;
        ClosesMinutesBefore = details.ClosesMinutesBefore;
        IsHidden = details.IsHidden;
        SortOrder = details.SortOrder;
    }
}

/// <summary>All of a ticket type that the organiser writes.</summary>
public sealed record TicketTypeDetails
{
    public const int NameMaxLength = 100;
    public const int MaxCapacity = 1_000_000;
    public const int MaxPerEvent = 100;
    public const int MostPerOrder = 10_000;

    public required string Name { get; init; }

    public string Description { get; init; } = "";

    public required Money Price { get; init; }

    /// <summary>In basis points.</summary>
    public int TaxRate { get; init; }

    public int Capacity { get; init; }

    public int MinPerOrder { get; init; } = 1;

    public int MaxPerOrder { get; init; } = 10;

    public DateTimeOffset? SaleFrom { get; init; }

    public DateTimeOffset? SaleUntil { get; init; }

    public int? ClosesMinutesBefore { get; init; }

    public bool IsHidden { get; init; }

    public int SortOrder { get; init; }

    /// <param name="others">The event's other types.</param>
    internal Result<Done> Check(Event happening, IReadOnlyCollection<TicketType> others)
    {
        if (MaxPerOrder < MinPerOrder)
        {
            return Error.Rule("/maxPerOrder", "The most is not less than the least.");
        }

        if (SaleUntil <= SaleFrom)
        {
            return Error.Rule("/saleUntil", "The sale ends after it begins.");
        }

        if (SaleFrom >= happening.EndsAt)
        {
            return Error.Rule("/saleFrom", "The sale begins before the event is over.");
        }

        if (IsHidden && happening.Seating == Seating.Reserved)
        {
            return Error.Rule("/hidden", "The categories of named seats are seen by everybody.");
        }

        if (others.FirstOrDefault(other => other.Price.Currency != Price.Currency) is { } foreign)
        {
            return Error.Rule("/price/currency", $"All tickets of an event are sold in one currency, here {foreign.Price.Currency}.");
        }

        return others.Count >= MaxPerEvent ? Error.Rule("/ticketTypes", $"An event has at most {MaxPerEvent} ticket types.") : Result.Success;
    }
}
