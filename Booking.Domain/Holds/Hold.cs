namespace Booking.Domain.Holds;

using Booking.Domain.Common;

/// <summary>A set of claims taken together, all or nothing, until <see cref="ExpiresAt"/>.</summary>
public sealed class Hold : AggregateRoot
{
    /// <summary>The most items one hold may ask for.</summary>
    public const int MaxItems = 20;

    /// <summary>The most claims (seats, slots, pools) one hold may take.</summary>
    public const int MaxClaims = 100;

    /// <summary>No extension keeps a hold alive longer than this after it was placed.</summary>
    public static readonly TimeSpan HardCap = TimeSpan.FromHours(2);

    /// <summary>How long before its end the owner is warned.</summary>
    public static readonly TimeSpan WarnBefore = TimeSpan.FromSeconds(60);

    private Hold()
    {
    }

    public HoldStatus Status { get; private set; }

    /// <summary>Null for a guest.</summary>
    public Guid? CustomerId { get; private init; }

    /// <summary>SHA-256 of a guest's secret token; null for a signed-in customer.</summary>
    public byte[]? TokenHash { get; private init; }

    /// <summary>The booking for whose change it keeps inventory; such a hold cannot be booked by itself. Null for all others.</summary>
    public Guid? BookingId { get; private init; }

    public DateTimeOffset CreatedAt { get; private init; }

    public DateTimeOffset ExpiresAt { get; private set; }

    public bool WasExtended { get; private set; }

    /// <summary>When the owner was warned of <see cref="ExpiresAt"/>; null while nobody has.</summary>
    public DateTimeOffset? WarnedAt { get; private set; }

    /// <summary>How long the strictest offering among the items lets its inventory be held.</summary>
    public TimeSpan HoldFor { get; private init; }

    public IReadOnlyList<HoldItem> Items { get; private set; } = [];

    public Price Price { get; private set; } = null!;

    /// <summary>The voucher that the price has been reduced by; null without one.</summary>
    public Guid? VoucherId { get; private set; }

    /// <param name="price">Of all grants and of whatever the tenant's pricing adds; from here on nothing changes it.</param>
    /// <param name="now">The database's clock.</param>
    public static Result<Hold> Place(Guid id, Guid tenantId, Guid? customerId, byte[]? tokenHash, IReadOnlyList<Grant> grants, Price price, DateTimeOffset now)
    {
        if (grants.Sum(grant => grant.Claims.Count) > MaxClaims)
        {
            return Error.Rule("/items", $"One hold can take at most {MaxClaims} seats, slots and pools.");
        }

        TimeSpan holdFor = grants.Min(grant => grant.HoldFor);
        holdFor = holdFor > HardCap ? HardCap : holdFor;
        Hold hold = new()
        {
            Id = id,
            TenantId = tenantId,
            CustomerId = customerId,
            TokenHash = tokenHash,
            Status = HoldStatus.Active,
            CreatedAt = now,
            ExpiresAt = now + holdFor,
            HoldFor = holdFor,
            Items = [.. grants.Select(grant => grant.Item)],
            Price = price,
        };
        hold.Raise(new HoldPlaced(id, customerId, hold.ExpiresAt, hold.Items, price.Total));
        return hold;
    }

    /// <summary>Keeps what has become free for a customer who waits for it, for as long as the offer lasts; it is not extended by asking.</summary>
    public static Result<Hold> PlaceForOffer(Guid id, Guid tenantId, Guid customerId, IReadOnlyList<Grant> grants, Price price, TimeSpan offerFor, DateTimeOffset now)
    {
        Result<Hold> placed = Place(id, tenantId, customerId, null, grants, price, now);
        if (placed.IsFailure)
        {
            return placed;
        }

        Hold hold = placed.Value;
        DateTimeOffset end = now + (offerFor > HardCap ? HardCap : offerFor);
        DateTimeOffset? start = hold.Items.Min(item => item.From);
        hold.ExpiresAt = start > now && start < end ? start.Value : end;
        hold.WasExtended = true;
        hold.ClearEvents();
        hold.Raise(new HoldPlaced(id, customerId, hold.ExpiresAt, hold.Items, price.Total));
        return hold;
    }

    /// <summary>The customer has taken the offer: from now on there is the time that any hold of these offerings has, up to the cap.</summary>
    public void TakeOffer(DateTimeOffset now)
    {
        DateTimeOffset end = now + HoldFor < CreatedAt + HardCap ? now + HoldFor : CreatedAt + HardCap;
        if (StatusAt(now) == HoldStatus.Active && end > ExpiresAt)
        {
            (ExpiresAt, WarnedAt) = (end, null);
            Raise(new HoldExtended(Id, CustomerId, ExpiresAt));
        }
    }

    /// <summary>Keeps what the change of a booking needs until it is paid.</summary>
    /// <param name="items">The new items.</param>
    public static Hold PlaceForChange(Guid id, Bookings.Booking booking, IReadOnlyList<HoldItem> items, Price price, TimeSpan holdFor, DateTimeOffset now)
    {
        Hold hold = new()
        {
            Id = id,
            TenantId = booking.TenantId,
            CustomerId = booking.CustomerId,
            TokenHash = booking.TokenHash,
            BookingId = booking.Id,
            Status = HoldStatus.Active,
            CreatedAt = now,
            ExpiresAt = now + (holdFor > HardCap ? HardCap : holdFor),
            WasExtended = true,
            HoldFor = holdFor,
            Items = items,
            Price = price,
        };
        hold.Raise(new HoldPlaced(id, booking.CustomerId, hold.ExpiresAt, items, price.Total) { BookingId = booking.Id });
        return hold;
    }

    /// <summary>The status as of <paramref name="now"/>: an overdue hold has expired even if nobody has written that down yet.</summary>
    public HoldStatus StatusAt(DateTimeOffset now) => Status == HoldStatus.Active && ExpiresAt <= now ? HoldStatus.Expired : Status;

    public bool CanExtend(DateTimeOffset now) => StatusAt(now) == HoldStatus.Active && !WasExtended && Extended > ExpiresAt;

    /// <summary>Adds the time once more, once, up to the hard cap.</summary>
    public Result<Done> Extend(DateTimeOffset now)
    {
        if (StatusAt(now) == HoldStatus.Expired)
        {
            return HoldErrors.Expired;
        }

        if (Status != HoldStatus.Active)
        {
            return Error.Conflict("illegal_transition", $"A hold that is {Status} cannot be extended.");
        }

        if (!CanExtend(now))
        {
            return HoldErrors.CapReached;
        }

        (ExpiresAt, WarnedAt) = (Extended, null);
        WasExtended = true;
        Raise(new HoldExtended(Id, CustomerId, ExpiresAt));
        return Result.Success;
    }

    /// <summary>Tells the owner that the end is near: once for each end, so again after an extension.</summary>
    public void Warn(DateTimeOffset now)
    {
        if (StatusAt(now) == HoldStatus.Active && WarnedAt is null && ExpiresAt - now <= WarnBefore)
        {
            WarnedAt = now;
            Raise(new HoldExpiring(Id, CustomerId, ExpiresAt));
        }
    }

    /// <summary>Gives the inventory back. Releasing what is released or has expired changes nothing and succeeds.</summary>
    public Result<Done> Release(DateTimeOffset now)
    {
        if (StatusAt(now) is HoldStatus.Released or HoldStatus.Expired)
        {
            return Result.Success;
        }

        Result<Done> allowed = Move(HoldStatus.Released);
        if (allowed.IsSuccess)
        {
            Raise(new HoldReleased(Id, CustomerId, Items) { BookingId = BookingId });
            Raise(new InventoryReleased(Id, Items));
        }

        return allowed;
    }

    /// <summary>Writes down that the time is up; refused while it is not.</summary>
    public Result<Done> Expire(DateTimeOffset now)
    {
        if (Status == HoldStatus.Active && ExpiresAt > now)
        {
            return Error.Conflict("illegal_transition", "The hold has time left.");
        }

        Result<Done> allowed = Move(HoldStatus.Expired);
        if (allowed.IsSuccess)
        {
            Raise(new HoldExpired(Id, CustomerId, Items) { BookingId = BookingId });
            Raise(new InventoryReleased(Id, Items));
        }

        return allowed;
    }

    /// <summary>Reduces the price by a voucher; an order takes one.</summary>
    /// <param name="reduced">The price with the voucher's lines.</param>
    public Result<Done> Redeem(Guid voucherId, Price reduced)
    {
        if (VoucherId is not null)
        {
            return HoldErrors.OneVoucher;
        }

        (VoucherId, Price) = (voucherId, reduced);
        return Result.Success;
    }

    /// <summary>Its items are on other seats. The caller has moved their claims.</summary>
    /// <param name="moved">By item: seat → seat in its place.</param>
    public void Reseat(IReadOnlyDictionary<int, IReadOnlyDictionary<string, string>> moved)
    {
        Items = [.. Items.Select((item, i) => moved.TryGetValue(i, out IReadOnlyDictionary<string, string>? seats) ? item.Reseated(seats) : item)];
        Price = moved.Aggregate(Price, (price, item) => price.Reseated(item.Key, item.Value));
    }

    /// <summary>Hands the claims over to a booking.</summary>
    public Result<Done> Convert(DateTimeOffset now) => BookingId is not null ? Bookings.BookingErrors.HoldOfChange : StatusAt(now) == HoldStatus.Expired ? HoldErrors.Expired : Move(HoldStatus.Converted);

    /// <summary>The change is paid: what was kept is the booking's. Also after its time, when it could be taken again.</summary>
    public void Use()
    {
        if (Status == HoldStatus.Active)
        {
            Status = HoldStatus.Converted;
        }
    }

    private DateTimeOffset Extended => ExpiresAt + HoldFor < CreatedAt + HardCap ? ExpiresAt + HoldFor : CreatedAt + HardCap;

    private Result<Done> Move(HoldStatus to)
    {
        Result<Done> allowed = HoldTransitions.Table.Check(Status, to);
        if (allowed.IsSuccess)
        {
            Status = to;
        }

        return allowed;
    }
}
