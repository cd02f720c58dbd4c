namespace Booking.Domain.Waitlist;

using Booking.Domain.Common;
using Booking.Domain.Holds;

/// <summary>A customer's place in the queue for something that cannot be had now. Every change of it is made in the turn of its queue.</summary>
public sealed class WaitlistEntry : AggregateRoot
{
    private WaitlistEntry()
    {
    }

    public Guid CustomerId { get; private init; }

    public WaitlistStatus Status { get; private set; }

    /// <summary>See <see cref="WaitlistWish"/>, from here to <see cref="Request"/>.</summary>
    public string Queue { get; private init; } = "";

    public string WishKey { get; private init; } = "";

    public IReadOnlyList<string> Units { get; private init; } = [];

    public string Kind { get; private init; } = "";

    public Guid OfferingId { get; private init; }

    public string Title { get; private init; } = "";

    public int Quantity { get; private init; }

    public DateTimeOffset? StartsAt { get; private init; }

    public DateTimeOffset? EndsAt { get; private init; }

    public bool IsTimed { get; private init; }

    public string Request { get; private init; } = "{}";

    /// <summary>When it cannot be bought any more; null for what has no time.</summary>
    public DateTimeOffset? LastsUntil { get; private init; }

    /// <summary>False takes fewer than <see cref="Quantity"/> where fewer are free; the entry has ended then all the same.</summary>
    public bool AllOrNone { get; private init; }

    public DateTimeOffset JoinedAt { get; private init; }

    /// <summary>How often somebody behind was offered what did not suffice for this one.</summary>
    public int Passes { get; private set; }

    /// <summary>Passed as often as may be: until then nobody behind is offered what this one waits for.</summary>
    public DateTimeOffset? BlocksUntil { get; private set; }

    /// <summary>The hold of the offer.</summary>
    public Guid? HoldId { get; private set; }

    public int? OfferedQuantity { get; private set; }

    public DateTimeOffset? OfferedAt { get; private set; }

    public DateTimeOffset? OfferExpiresAt { get; private set; }

    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>The fewest places that would do.</summary>
    public int Least => AllOrNone ? Quantity : 1;

    public static WaitlistEntry Join(Guid id, Guid tenantId, Guid customerId, WaitlistWish wish, bool allOrNone, DateTimeOffset now)
    {
        WaitlistEntry entry = new()
        {
            Id = id,
            TenantId = tenantId,
            CustomerId = customerId,
            Status = WaitlistStatus.Waiting,
            Queue = wish.Queue,
            WishKey = wish.Key,
            Units = wish.Units,
            Kind = wish.Kind,
            OfferingId = wish.OfferingId,
            Title = wish.Title,
            Quantity = wish.Quantity,
            StartsAt = wish.From,
            EndsAt = wish.To,
            IsTimed = wish.IsTimed,
            Request = wish.Request,
            LastsUntil = wish.IsTimed ? wish.From : wish.To ?? wish.From,
            AllOrNone = allOrNone,
            JoinedAt = now,
        };
        entry.Raise(new WaitlistJoined(id, customerId, entry.Kind, entry.OfferingId, entry.Title, entry.Quantity));
        return entry;
    }

    /// <summary>The status as of <paramref name="now"/>: an offer beyond its time has expired, and so has the wish for what is past.</summary>
    public WaitlistStatus StatusAt(DateTimeOffset now) => Status switch
    {
        WaitlistStatus.Offered when OfferExpiresAt <= now => WaitlistStatus.Expired,
        WaitlistStatus.Waiting when LastsUntil <= now => WaitlistStatus.Expired,
        _ => Status,
    };

    /// <summary>Whether the two could want the same piece of inventory.</summary>
    public bool Competes(WaitlistEntry other) => Units.Intersect(other.Units, StringComparer.Ordinal).Any()
        && !(IsTimed && other.IsTimed && (EndsAt <= other.StartsAt || other.EndsAt <= StartsAt));

    /// <summary>Whether those behind have to wait for this one.</summary>
    public bool Blocks(DateTimeOffset now) => BlocksUntil > now;

    /// <param name="hold">What has been taken for it.</param>
    public Result<Done> Offer(Hold hold, int quantity, DateTimeOffset now)
    {
        Result<Done> allowed = Move(WaitlistStatus.Offered);
        if (allowed.IsSuccess)
        {
            (HoldId, OfferedQuantity, OfferedAt, OfferExpiresAt, BlocksUntil) = (hold.Id, quantity, now, hold.ExpiresAt, null);
            Raise(new WaitlistOffered(Id, CustomerId, Kind, OfferingId, Title, quantity, hold.Id, hold.ExpiresAt, hold.Price.Total));
        }

        return allowed;
    }

    /// <summary>Somebody behind was offered what did not suffice for this one.</summary>
    /// <returns>For the record.</returns>
    public WaitlistSkip PassOver(Guid id, string reason, int offered, SkipRule rule, DateTimeOffset now)
    {
        // Having held the others up for its time, it lets them pass as often again.
        Passes = BlocksUntil is null ? Passes + 1 : 1;
        BlocksUntil = Passes >= rule.MaxPasses ? now + rule.MaxBlock : null;
        return new WaitlistSkip(TenantId, id, Id, now, reason, Least, offered, Passes);
    }

    /// <summary>Could not be had for a reason that is the customer's or the offering's, not a lack; nobody is held up by it.</summary>
    public WaitlistSkip Refuse(Guid id, string reason, int offered, DateTimeOffset now) => new(TenantId, id, Id, now, reason, Least, offered, Passes);

    public Result<Done> Accept(DateTimeOffset now)
    {
        if (Status == WaitlistStatus.Offered && OfferExpiresAt <= now)
        {
            return WaitlistErrors.OfferExpired;
        }

        return End(WaitlistStatus.Accepted, now, new WaitlistAccepted(Id, CustomerId, Kind, OfferingId, Title, HoldId ?? Guid.Empty));
    }

    public Result<Done> Decline(DateTimeOffset now) => End(WaitlistStatus.Declined, now, new WaitlistDeclined(Id, CustomerId, Kind, OfferingId, Title, HoldId ?? Guid.Empty));

    /// <summary>Leaving what one has left, or what has ended, changes nothing and succeeds.</summary>
    public Result<Done> Leave(DateTimeOffset now) => EndedAt is not null ? Result.Success : End(WaitlistStatus.Left, now, new WaitlistLeft(Id, CustomerId, Kind, OfferingId, Title));

    /// <summary>Writes down what has become of the offer's hold, or that what was wanted has begun; refused while neither is so.</summary>
    /// <param name="hold">How the hold stands now; null where there is none.</param>
    public Result<Done> Settle(HoldStatus? hold, DateTimeOffset now) => (Status, hold) switch
    {
        (WaitlistStatus.Offered, HoldStatus.Converted) => End(WaitlistStatus.Accepted, now, new WaitlistAccepted(Id, CustomerId, Kind, OfferingId, Title, HoldId!.Value)),
        (WaitlistStatus.Offered, HoldStatus.Released) => Decline(now),
        (WaitlistStatus.Offered, HoldStatus.Expired) => End(WaitlistStatus.Expired, now, new WaitlistExpired(Id, CustomerId, Kind, OfferingId, Title, HoldId)),
        (WaitlistStatus.Waiting, null) when LastsUntil <= now => End(WaitlistStatus.Expired, now, new WaitlistExpired(Id, CustomerId, Kind, OfferingId, Title, null)),
        _ => Error.Conflict("illegal_transition", "The entry has not ended."),
    };

    private Result<Done> End(WaitlistStatus to, DateTimeOffset now, DomainEvent happened)
    {
        Result<Done> allowed = Move(to);
        if (allowed.IsSuccess)
        {
            EndedAt = now;
            Raise(happened);
        }

        return allowed;
    }

    private Result<Done> Move(WaitlistStatus to)
    {
        Result<Done> allowed = WaitlistTransitions.Table.Check(Status, to);
        if (allowed.IsSuccess)
        {
            Status = to;
        }

        return allowed;
    }
}
