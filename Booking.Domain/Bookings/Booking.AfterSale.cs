namespace Booking.Domain.Bookings;

using global::Booking.Domain.Catalog;
using global::Booking.Domain.Common;
using global::Booking.Domain.Holds;
using global::Booking.Domain.Trips;

/// <summary>What happens after the sale: parts are given up, items are changed, people come or do not.</summary>
public sealed partial class Booking
{
    /// <summary>Nobody can check in earlier before the start.</summary>
    public static readonly TimeSpan CheckInOpens = TimeSpan.FromHours(24);

    public ItemShares SharesOf(int item) => ItemShares.Of(item, Sold[item], Price);

    /// <summary>Fixes what is to be given up: the parts that are named, or all that can be.</summary>
    /// <param name="asked">Empty for all. Pointers begin at <c>/items</c>.</param>
    /// <param name="isByTenant">The tenant may also take back what has begun or been used.</param>
    public Result<IReadOnlyList<CancelledPart>> Select(IReadOnlyList<ItemPart> asked, bool isByTenant, DateTimeOffset now)
    {
        BookingStatus status = StatusAt(now);
        Result<Done> allowed = BookingTransitions.Table.Check(status, BookingStatus.Cancelled);
        if (allowed.IsFailure)
        {
            return allowed.Error;
        }

        if (asked.Count == 0)
        {
            CancelledPart[] all = [.. Items.Select((item, i) => (item, i))
                .Where(pair => pair.item.Quantity > 0 && (isByTenant || CheckGivesUp(pair.i, pair.item.Seats, now).IsSuccess))
                .Select(pair => Part(pair.i, pair.item.Seats, pair.item.Quantity))];
            return all.Length > 0 ? all : Error.Rule("/items", "Nothing of this booking can be cancelled any more.", Reason.Past);
        }

        List<CancelledPart> parts = [];
        for (int i = 0; i < asked.Count; i++)
        {
            Result<CancelledPart> part = Select(asked[i], isByTenant, now);
            if (part.IsFailure)
            {
                return part.Error.Under($"/items/{i}");
            }

            if (parts.Exists(other => other.Item == part.Value.Item))
            {
                return Error.Rule($"/items/{i}/item", "Every item is named once.");
            }

            parts.Add(part.Value);
        }

        // Without a payment there is no price to take a part of.
        return status == BookingStatus.AwaitingPayment && !IsAll(parts)
            ? Error.Rule("/items", "A booking that is not paid is cancelled as a whole.")
            : parts;
    }

    /// <summary>Gives parts up. When nothing is left the booking is cancelled; what it was about then stays on record as it was.</summary>
    /// <param name="frees">False for what cannot be sold again.</param>
    /// <param name="refunds">What goes back for each part; shared out by what was paid for them when left out.</param>
    public Result<Done> Cancel(
        IReadOnlyList<CancelledPart> parts, Guid? cancellationId, Money refund, bool isByTenant, string? reason, bool frees, IReadOnlyList<long>? refunds = null)
    {
        Result<Done> allowed = BookingTransitions.Table.Check(Status, BookingStatus.Cancelled);
        if (allowed.IsFailure)
        {
            return allowed;
        }

        if (!parts.All(Has))
        {
            return BookingErrors.QuoteOutdated;
        }

        HoldItem[] freed = [.. parts.Select(part => Items[part.Item] with { Quantity = part.Quantity, Seats = part.Seats })];
        IReadOnlyList<SaleEntry> sales = Status == BookingStatus.AwaitingPayment ? [] : SaleBook.Cancelled(freed, refunds ?? RefundsOf(parts, refund), refund.Currency);
        if (IsAll(parts))
        {
            Status = BookingStatus.Cancelled;
            Raise(new BookingCancelled(Id, Number, CustomerId, cancellationId, isByTenant, reason, freed, refund) { Sales = sales });
        }
        else
        {
            Items = [.. Items.Select((item, i) => parts.FirstOrDefault(part => part.Item == i) is { } part
                ? Without(item, part)
                : item)];
            Passengers = [.. Passengers.Where(passenger => Items[passenger.Item].Quantity > 0 && (passenger.Seat is null || Items[passenger.Item].Seats.Contains(passenger.Seat)))];
            Arrange();
            Raise(new BookingChanged(Id, Number, CustomerId, null, cancellationId, Items, Price.Total) { Sales = sales });
        }

        if (frees)
        {
            Raise(new InventoryReleased(Id, freed));
        }

        return Result.Success;
    }

    /// <summary>Whether a part is still the booking's as it was fixed.</summary>
    public bool Has(CancelledPart part) => Sold[part.Item].Revision == part.Revision
        && (part.Seats.Count > 0 ? part.Seats.All(Items[part.Item].Seats.Contains) : part.First + part.Quantity == Items[part.Item].Quantity);

    /// <summary>The units of a part, as <see cref="ItemShares"/> counts them.</summary>
    public IReadOnlyList<int> UnitsOf(CancelledPart part) => part.Seats.Count > 0
        ? [.. part.Seats.Select(seat => Sold[part.Item].Seats.ToList().IndexOf(seat))]
        : [.. Enumerable.Range(part.First, part.Quantity)];

    private IReadOnlyList<long> RefundsOf(IReadOnlyList<CancelledPart> parts, Money refund)
    {
        long[] paid = [.. parts.Select(part => Math.Max(0, SharesOf(part.Item).Paid(UnitsOf(part))))];
        return Shares.Spread(refund.Amount, paid.All(amount => amount == 0) ? [.. paid.Select(_ => 1L)] : paid);
    }

    /// <summary>An item without a part of it; what its details say seat by seat goes with the seats.</summary>
    private static HoldItem Without(HoldItem item, CancelledPart part)
    {
        HoldItem rest = item with { Quantity = item.Quantity - part.Quantity, Seats = [.. item.Seats.Except(part.Seats)] };
        return item.Seats.Count > 0 && item.Details.TryGetValue(TripDetails.PassengerTypes, out string? types) && types.Split(',') is { } kinds && kinds.Length == item.Seats.Count
            ? rest with
            {
                Details = new Dictionary<string, string>(item.Details)
                {
                    [TripDetails.PassengerTypes] = string.Join(',', kinds.Where((_, i) => !part.Seats.Contains(item.Seats[i]))),
                },
            }
            : rest;
    }

    /// <summary>All that is left of an item, as a part.</summary>
    public CancelledPart Left(int item) => Part(item, Items[item].Seats, Items[item].Quantity);

    /// <summary>Whether an item can be exchanged for another: it is paid, there, ahead, and nobody has come for it.</summary>
    public Result<Done> CheckChangeable(int item, DateTimeOffset now)
    {
        if (Status != BookingStatus.Confirmed)
        {
            return BookingErrors.NotConfirmed;
        }

        if (item < 0 || item >= Items.Count || Items[item].Quantity == 0)
        {
            return Error.Rule("/item", "The booking has no such item.");
        }

        return CheckGivesUp(item, Items[item].Seats, now);
    }

    /// <summary>Puts other items in the place of some. The caller has exchanged their claims.</summary>
    public Result<Done> Change(BookingChange change)
    {
        if (Status != BookingStatus.Confirmed)
        {
            return BookingErrors.NotConfirmed;
        }

        if (!change.Fits(this))
        {
            return BookingErrors.QuoteOutdated;
        }

        HoldItem[] freed = [.. change.Items.Select(changed => Freed(Items[changed.Item], changed.To)).OfType<HoldItem>()];
        Price oldPrice = Price;
        Dictionary<int, (HoldItem Item, long Paid)> before = change.Items.ToDictionary(changed => changed.Item, changed => (Items[changed.Item], SharesOf(changed.Item).Paid(UnitsOf(Left(changed.Item)))));
        Passengers = [.. Passengers.Select(passenger => Reseated(passenger, change)).OfType<Passenger>()];
        // Taxes on top are no lines: what they change by goes with the first item.
        long taxes = Price.TaxRules.Mode == TaxMode.Exclusive ? change.Price.Tax.Amount - Price.Tax.Amount : 0;
        foreach (ChangedItem changed in change.Items)
        {
            ItemShares shares = SharesOf(changed.Item);
            (long shared, long kept) = shares.OfOrder([.. UnitsOf(Left(changed.Item))]);
            (shared, taxes) = (shared + taxes, 0);
            Sold = [.. Sold.Select((sold, i) => i == changed.Item ? new SoldItem(changed.To.Quantity, changed.To.Seats, sold.Revision + 1, shared, kept) : sold)];
            Items = [.. Items.Select((item, i) => i == changed.Item ? changed.To : item)];
        }

        Price = change.Price;
        Arrange();
        Raise(new BookingChanged(Id, Number, CustomerId, change.Id, null, Items, Price.Total) { Sales = SaleBook.Changed(before, oldPrice, Items, Sold, Price) });
        if (freed.Length > 0)
        {
            Raise(new InventoryReleased(Id, freed));
        }

        return Result.Success;
    }

    /// <summary>The passengers of each item that is named are from now on those that are given for it.</summary>
    public Result<Done> NamePassengers(IReadOnlyList<Passenger> passengers, DateTimeOffset now)
    {
        if (StatusAt(now) is not (BookingStatus.Confirmed or BookingStatus.AwaitingPayment))
        {
            return BookingErrors.NotConfirmed;
        }

        for (int i = 0; i < passengers.Count; i++)
        {
            int item = passengers[i].Item;
            if (item < 0 || item >= Items.Count || Items[item].Quantity == 0)
            {
                return Error.Rule($"/passengers/{i}/item", "The booking has no such item.");
            }

            if (Items[item].From <= now)
            {
                return Error.Rule($"/passengers/{i}/item", "This has begun.", Reason.Past);
            }
        }

        HashSet<int> named = [.. passengers.Select(passenger => passenger.Item)];
        Passenger[] all = [.. passengers, .. Passengers.Where(passenger => !named.Contains(passenger.Item))];
        Result<Done> fit = PassengerRules.Check(all, Items);
        if (fit.IsFailure)
        {
            return fit;
        }

        Passengers = [.. all.OrderBy(passenger => passenger.Item)];
        Raise(new BookingChanged(Id, Number, CustomerId, null, null, Items, Price.Total));
        return Result.Success;
    }

    /// <summary>The offering takes place at another time: its items with it.</summary>
    public void Move(IReadOnlyDictionary<int, TimeRange> times)
    {
        IReadOnlyList<HoldItem> before = Items;
        Items = [.. Items.Select((item, i) => times.TryGetValue(i, out TimeRange time) ? item with { From = time.From, To = time.To } : item)];
        Arrange();
        if (Status != BookingStatus.AwaitingPayment)
        {
            Raise(new BookingMoved(Id, Number, CustomerId, SaleBook.Moved(times.Keys.Order().Select(item => (before[item], Items[item])), Price.Total.Currency)));
        }
    }

    /// <summary>Whether an item is an appointment ahead that somebody else can perform.</summary>
    public Result<Done> CheckReassignable(int item, DateTimeOffset now)
    {
        if (Status != BookingStatus.Confirmed)
        {
            return BookingErrors.NotConfirmed;
        }

        if (item < 0 || item >= Items.Count || Items[item].Quantity == 0 || Appointment.ProviderOf(Items[item]) is null)
        {
            return BookingErrors.NoAppointment;
        }

        return Items[item].From <= now ? Error.Rule("/item", "This has begun.", Reason.Past) : Result.Success;
    }

    /// <summary>Somebody else performs an appointment: time, price and terms stay, and so do quotes. The caller has moved its claim.</summary>
    /// <param name="because">How the provider was chosen.</param>
    public Result<Done> Reassign(int item, Provider provider, string because, string? note, bool isManual, DateTimeOffset now)
    {
        Result<Done> allowed = CheckReassignable(item, now);
        if (allowed.IsFailure)
        {
            return allowed;
        }

        HoldItem before = Items[item];
        HoldItem after = Appointment.With(before, provider.Id, provider.Name, because);
        Items = [.. Items.Select((old, i) => i == item ? after : old)];
        Raise(new AppointmentReassigned(
            Id, Number, CustomerId, item, before.OfferingId, before.Title, before.From, before.To, Appointment.ProviderOf(before)!.Value, provider.Id, provider.Name, note, isManual,
            SaleBook.Moved([(before, after)], Price.Total.Currency)));
        Raise(new InventoryReleased(Id, [before]));
        return Result.Success;
    }

    /// <summary>
    /// Items are on other seats, with their passengers and whoever has come already; quotes made before do not fit any more. The price stays.
    /// The caller has moved their claims.
    /// </summary>
    /// <param name="moved">By item: seat → seat in its place.</param>
    public void Reseat(IReadOnlyDictionary<int, IReadOnlyDictionary<string, string>> moved)
    {
        foreach ((int item, IReadOnlyDictionary<string, string> seats) in moved)
        {
            Items = [.. Items.Select((old, i) => i == item ? old.Reseated(seats) : old)];
            Sold = [.. Sold.Select((sold, i) => i == item ? sold with { Seats = [.. sold.Seats.Select(Now)], Revision = sold.Revision + 1 } : sold)];
            Passengers = [.. Passengers.Select(passenger => passenger.Item == item && passenger.Seat is { } seat ? passenger with { Seat = Now(seat) } : passenger)];
            CheckIns = [.. CheckIns.Select(checkIn => checkIn.Item == item && checkIn.Seat is { } seat ? checkIn with { Seat = Now(seat) } : checkIn)];
            Price = Price.Reseated(item, seats);

            string Now(string seat) => seats.GetValueOrDefault(seat, seat);
        }

        Raise(new BookingChanged(Id, Number, CustomerId, null, null, Items, Price.Total));
    }

    /// <summary>Somebody has come for an item, or for one seat of it.</summary>
    public Result<CheckIn> CheckIn(Guid id, int item, string? seat, Guid by, DateTimeOffset now)
    {
        if (Status != BookingStatus.Confirmed)
        {
            return BookingErrors.NotConfirmed;
        }

        if (item < 0 || item >= Items.Count || Items[item].Quantity == 0)
        {
            return Error.Rule("/item", "The booking has no such item.");
        }

        HoldItem came = Items[item];
        if (seat is not null && !came.Seats.Contains(seat))
        {
            return Error.Rule("/seat", $"The item does not have seat {seat}.");
        }

        if (came.From - CheckInOpens > now)
        {
            return Error.Rule("/item", $"Nobody can check in earlier than {CheckInOpens.TotalHours:0} hours before the start.", Reason.Notice);
        }

        if (came.To <= now)
        {
            return Error.Rule("/item", "This is over.", Reason.Past);
        }

        if (CheckIns.Any(other => other.Item == item && (other.Seat is null || seat is null || other.Seat == seat)))
        {
            return BookingErrors.AlreadyCheckedIn;
        }

        if (Missed.Any(missed => missed.Item == item && (missed.Seat is null || seat is null || missed.Seat == seat)))
        {
            return BookingErrors.GivenUp;
        }

        CheckIn checkIn = new(id, item, seat, by, now);
        CheckIns = [.. CheckIns, checkIn];
        Arrange();
        return checkIn;
    }

    /// <summary>
    /// Somebody came in with a ticket for an item, or for one seat of it. The door has decided; here it counts as having come, also where the
    /// scanner tells of it when all is over.
    /// </summary>
    /// <returns>The check-in that counts for it: the one there is, or a new one.</returns>
    public CheckIn Admit(Guid id, int item, string? seat, Guid by, DateTimeOffset at)
    {
        if (CheckInOf(item, seat) is { } before)
        {
            return before;
        }

        CheckIn checkIn = new(id, item, seat, by, at);
        CheckIns = [.. CheckIns, checkIn];
        Arrange();
        return checkIn;
    }

    /// <summary>The check-in that counts for an item, or for one seat of it.</summary>
    public CheckIn? CheckInOf(int item, string? seat) => CheckIns.FirstOrDefault(checkIn => checkIn.Item == item && (checkIn.Seat is null || checkIn.Seat == seat));

    /// <summary>Whether somebody could check in for one of the items now.</summary>
    /// <param name="items">Only these count; all when left out.</param>
    public bool CanCheckIn(DateTimeOffset now, IReadOnlyList<int>? items = null) => Status == BookingStatus.Confirmed && Items.Select((item, i) => (item, i)).Any(pair =>
        items?.Contains(pair.i) != false && pair.item.Quantity > 0 && !(pair.item.From - CheckInOpens > now) && !(pair.item.To <= now) && Awaited(pair.i).Any());

    /// <summary>Takes a check-in back, soon after it was made.</summary>
    public Result<Done> UndoCheckIn(Guid id, TimeSpan within, DateTimeOffset now)
    {
        CheckIn? checkIn = CheckIns.FirstOrDefault(checkIn => checkIn.Id == id);
        if (checkIn is null)
        {
            return BookingErrors.CheckInNotFound;
        }

        if (Status != BookingStatus.Confirmed || checkIn.At + within < now)
        {
            return BookingErrors.CheckInFinal;
        }

        CheckIns = [.. CheckIns.Where(other => other.Id != id)];
        Arrange();
        return Result.Success;
    }

    /// <summary>Gives up what nobody has come for in time; when that is all, nobody has come at all.</summary>
    /// <returns>What was given up.</returns>
    public IReadOnlyList<ClaimPart> Miss(DateTimeOffset now)
    {
        if (Status != BookingStatus.Confirmed)
        {
            return [];
        }

        List<ClaimPart> parts = [];
        List<HoldItem> freed = [];
        for (int i = 0; i < Items.Count; i++)
        {
            HoldItem item = Items[i];
            string?[] awaited = item.Quantity > 0 && CheckInLimit(item) <= now ? [.. Awaited(i)] : [];
            if (awaited.Length == 0)
            {
                continue;
            }

            string[] seats = [.. awaited.OfType<string>()];
            bool isWhole = seats.Length == item.Seats.Count;
            parts.Add(isWhole ? ClaimPart.All(i) : new ClaimPart(i, seats, null, 0));
            Missed = [.. Missed, .. awaited.Select(seat => new MissedPart(i, seat, now))];
            if (item.To > now)
            {
                freed.Add(item with { Seats = seats, Quantity = isWhole ? item.Quantity : seats.Length, From = item.Seats.Count > 0 || item.From > now ? item.From : now });
            }
        }

        if (freed.Count > 0)
        {
            Raise(new InventoryReleased(Id, freed));
        }

        Arrange();
        if (parts.Count > 0 && Items.Select((item, i) => (item, i)).All(pair => pair.item.Quantity == 0 || IsMissed(pair.i)))
        {
            MarkNoShow();
        }

        return parts;
    }

    /// <summary>Used: the last item is over.</summary>
    public Result<Done> Complete(DateTimeOffset now)
    {
        if (Status == BookingStatus.Confirmed && EndsAt > now)
        {
            return Error.Conflict("illegal_transition", "The booking is not over.");
        }

        Result<Done> allowed = Move(BookingStatus.Completed);
        if (allowed.IsSuccess)
        {
            Raise(new BookingCompleted(Id, Number, CustomerId, [.. Items.Where((item, i) => item.Quantity > 0 && !IsMissed(i))]));
        }

        return allowed;
    }

    public Result<Done> MarkNoShow()
    {
        Result<Done> allowed = Move(BookingStatus.NoShow);
        if (allowed.IsSuccess)
        {
            Raise(new BookingNoShow(Id, Number, CustomerId, [.. Items.Where(item => item.Quantity > 0)]));
        }

        return allowed;
    }

    /// <summary>Whether nobody came for an item, or for any of its seats.</summary>
    public bool IsMissed(int item) => Missed.Any(missed => missed.Item == item && missed.Seat is null)
        || (Items[item].Seats.Count > 0 && Items[item].Seats.All(seat => Missed.Any(missed => missed.Item == item && missed.Seat == seat)));

    private Result<CancelledPart> Select(ItemPart asked, bool isByTenant, DateTimeOffset now)
    {
        if (asked.Item < 0 || asked.Item >= Items.Count || Items[asked.Item].Quantity == 0)
        {
            return Error.Rule("/item", "The booking has no such item.");
        }

        HoldItem item = Items[asked.Item];
        if (asked.Seats.Except(item.Seats).FirstOrDefault() is { } unknown)
        {
            return Error.Rule("/seats", $"The item does not have seat {unknown}.");
        }

        if (asked.Quantity is not null && item.Seats.Count > 0)
        {
            return Error.Rule("/quantity", "Say which seats.");
        }

        if (asked.Quantity < 1 || asked.Quantity > item.Quantity)
        {
            return Error.Rule("/quantity", $"Between 1 and {item.Quantity} are left.", Reason.Quota);
        }

        IReadOnlyList<string> seats = asked.Seats.Count > 0 ? [.. item.Seats.Where(asked.Seats.Contains)] : item.Seats;
        Result<Done> possible = isByTenant ? Result.Success : CheckGivesUp(asked.Item, seats, now);
        return possible.IsFailure ? possible.Error : Part(asked.Item, seats, seats.Count > 0 ? seats.Count : asked.Quantity ?? item.Quantity);
    }

    private CancelledPart Part(int item, IReadOnlyList<string> seats, int quantity) =>
        new(item, Sold[item].Revision, seats, seats.Count > 0 ? 0 : Items[item].Quantity - quantity, quantity);

    private bool IsAll(IReadOnlyList<CancelledPart> parts) =>
        Items.Select((item, i) => (item, i)).All(pair => pair.item.Quantity == 0 || parts.Any(part => part.Item == pair.i && part.Quantity == pair.item.Quantity));

    /// <summary>What has begun, was used or missed is not the customer's to give up.</summary>
    private Result<Done> CheckGivesUp(int item, IReadOnlyList<string> seats, DateTimeOffset now)
    {
        if (Items[item].From <= now)
        {
            return Error.Rule("/item", "This has begun.", Reason.Past);
        }

        return CheckIns.Any(checkIn => checkIn.Item == item && (checkIn.Seat is null || seats.Contains(checkIn.Seat))) ? BookingErrors.AlreadyCheckedIn : Result.Success;
    }

    /// <summary>Of an item: the seats nobody has come for yet, or null for the item as a whole.</summary>
    private IEnumerable<string?> Awaited(int item)
    {
        if (CheckIns.Any(checkIn => checkIn.Item == item && checkIn.Seat is null) || Missed.Any(missed => missed.Item == item && missed.Seat is null))
        {
            return [];
        }

        if (Items[item].Seats.Count == 0)
        {
            return [null];
        }

        return Items[item].Seats.Where(seat => !CheckIns.Any(checkIn => checkIn.Item == item && checkIn.Seat == seat) && !Missed.Any(missed => missed.Item == item && missed.Seat == seat));
    }

    private static DateTimeOffset? CheckInLimit(HoldItem item) => item.CheckInWithinMinutes is { } minutes ? item.From + TimeSpan.FromMinutes(minutes) : null;

    /// <summary>Works out what the items mean for the whole: terms, times, offerings.</summary>
    private void Arrange()
    {
        HoldItem[] left = [.. Items.Where(item => item.Quantity > 0)];
        CancellationPolicy = CancellationPolicy.Strictest(left.Select(item => item.Policy));
        OfferingIds = [.. Items.Select(item => item.OfferingId).Distinct()];
        StartsAt = left.Min(item => item.From);
        EndsAt = left.Max(item => item.To ?? item.From ?? (ConfirmedAt ?? CreatedAt) + TimelessEndsAfter);
        CheckInBy = Items.Where((item, i) => item.Quantity > 0 && Awaited(i).Any()).Min(CheckInLimit);
    }

    private static HoldItem? Freed(HoldItem was, HoldItem becomes)
    {
        if (was.OfferingId != becomes.OfferingId || was.From != becomes.From || was.To != becomes.To)
        {
            bool isInside = was.OfferingId == becomes.OfferingId && was.Seats.Count == 0 && becomes.From <= was.From && was.To <= becomes.To && becomes.Quantity >= was.Quantity;
            return isInside ? null : was;
        }

        if (was.Seats.Count > 0)
        {
            string[] seats = [.. was.Seats.Except(becomes.Seats)];
            return seats.Length == 0 ? null : was with { Seats = seats, Quantity = seats.Length };
        }

        return was.Quantity > becomes.Quantity ? was with { Quantity = was.Quantity - becomes.Quantity } : null;
    }

    /// <summary>Whoever had a seat gets the one in its place; where there is none left, the name goes.</summary>
    private Passenger? Reseated(Passenger passenger, BookingChange change)
    {
        if (passenger.Seat is not { } seat || change.Items.FirstOrDefault(changed => changed.Item == passenger.Item) is not { } changed || changed.To.Seats.Contains(seat))
        {
            return passenger;
        }

        string[] leaving = [.. Items[passenger.Item].Seats.Except(changed.To.Seats)];
        string[] coming = [.. changed.To.Seats.Except(Items[passenger.Item].Seats)];
        int place = Array.IndexOf(leaving, seat);
        return place >= 0 && place < coming.Length ? passenger with { Seat = coming[place] } : null;
    }
}
