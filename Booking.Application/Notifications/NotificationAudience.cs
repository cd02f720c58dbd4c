namespace Booking.Application.Notifications;

using System.Globalization;
using System.Text.Json;
using Booking.Application.Abstractions;
using Booking.Domain.Bookings;
using Booking.Domain.Common;
using Booking.Domain.Drivers;
using Booking.Domain.Notifications;
using Booking.Domain.Users;
using Booking.Domain.Venues;
using Microsoft.EntityFrameworkCore;

/// <summary>A person who can be told of something.</summary>
/// <param name="UserId">Null for guests, who get mails only.</param>
/// <param name="Phone">E.164, or null.</param>
internal sealed record Person(Guid? UserId, string Name, string Email, string? Phone);

/// <summary>One thing that one person is told of.</summary>
/// <param name="Values">The placeholders' values, in the words of a language.</param>
/// <param name="Cause">See <see cref="NotificationContent.Cause"/>.</param>
internal sealed record Told(NotificationKind Kind, Person To, string Cause, string Link, Func<Wording, Dictionary<string, string>> Values)
{
    public Guid? BookingId { get; init; }

    public Guid? PartId { get; init; }

    public DateTimeOffset? ExpiresAt { get; init; }

    public bool HasDocuments { get; init; }

    /// <summary>Of what it is about, where the recipient has chosen none.</summary>
    public string? Language { get; init; }
}

/// <summary>Who is told what of an event.</summary>
internal sealed class NotificationAudience(IBookingDb db)
{
    /// <summary>More admins than these are not told.</summary>
    private const int MostAdmins = 50;

    /// <param name="booking">The booking that the event is about, where it is about one.</param>
    public async Task<IReadOnlyList<Told>> OfAsync(LoggedEventView happened, Booking? booking, CancellationToken ct) => happened.Type switch
    {
        "booking.confirmed" => OfBooking(NotificationKinds.BookingConfirmed, happened, booking, hasDocuments: true),
        "booking.changed" => OfBooking(NotificationKinds.BookingChanged, happened, booking, hasDocuments: true),
        "booking.cancelled" => OfBooking(NotificationKinds.BookingCancelled, happened, booking),
        "booking.expired" => OfBooking(NotificationKinds.BookingExpired, happened, booking),
        "booking.no_show" => OfBooking(NotificationKinds.BookingNoShow, happened, booking),
        "payment.refunded" => OfRefund(happened, booking),
        "case.opened" => await OfCaseAsync(happened, booking, ct),
        "appointment.reassigned" => OfReassignment(happened, booking),
        "waitlist.offered" or "waitlist.expired" => await OfWaitlistAsync(happened, ct),
        "assignment.offered" or "assignment.accepted" or "assignment.withdrawn" => await OfAssignmentAsync(happened, booking, ct),
        "venue_request.placed" or "venue_request.approved" or "venue_request.declined" or "venue_request.withdrawn" or "venue_request.lapsed" => await OfVenueRequestAsync(happened, ct),
        "ride.unassigned" => await OfUnassignedRideAsync(happened, ct),
        "webhook_endpoint.disabled" => await OfWebhookAsync(happened, ct),
        _ => [],
    };

    /// <summary>A booking's customer, as stated at the purchase.</summary>
    public static Person CustomerOf(Booking booking) => new(booking.CustomerId, booking.Customer.Name, booking.Customer.Email, booking.Customer.Phone);

    /// <summary>What a booking says about its language, in its metadata.</summary>
    public static string? LanguageOf(Booking booking) => Languages.Of(booking.Metadata.GetValueOrDefault("language"));

    private static Told[] OfBooking(NotificationKind kind, LoggedEventView happened, Booking? booking, bool hasDocuments = false) => booking is null ? [] :
    [
        About(booking, kind, happened, CustomerOf(booking), wording => new()
        {
            ["booking.number"] = booking.Number,
            ["booking.items"] = wording.Of(booking.Items),
            ["booking.start"] = booking.StartsAt is { } start ? wording.Of(start, booking.Items.FirstOrDefault(item => item.From == start)?.TimeZone) : "",
            ["booking.total"] = wording.Of(booking.Price.Total),
            ["booking.reason"] = Text(happened.Data, "reason") is { } reason ? wording.Of(reason) : "",
            ["booking.refund"] = happened.Data.TryGetProperty("refund", out _) ? wording.OfSome(Amount(happened.Data, "refund")) : "",
        }) with { HasDocuments = hasDocuments },
    ];

    private static Told[] OfRefund(LoggedEventView happened, Booking? booking) => booking is null ? [] :
    [
        About(booking, NotificationKinds.PaymentRefunded, happened, CustomerOf(booking), wording => new()
        {
            ["booking.number"] = booking.Number,
            ["refund.amount"] = wording.Of(Amount(happened.Data, "amount")),
            ["refund.reason"] = wording.Of(Text(happened.Data, "reason")),
        }) with { HasDocuments = true, PartId = Id(happened.Data, "refundId") },
    ];

    private static Told[] OfReassignment(LoggedEventView happened, Booking? booking)
    {
        int item = happened.Data.GetProperty("item").GetInt32();
        return booking is null || item >= booking.Items.Count ? [] :
        [
            About(booking, NotificationKinds.AppointmentReassigned, happened, CustomerOf(booking), wording => new()
            {
                ["booking.number"] = booking.Number,
                ["appointment.title"] = Text(happened.Data, "title") ?? "",
                ["appointment.start"] = happened.Data.TryGetProperty("from", out JsonElement from) && from.TryGetDateTimeOffset(out DateTimeOffset start) ? wording.Of(start, booking.Items[item].TimeZone) : "",
                ["appointment.note"] = Text(happened.Data, "note") ?? "",
                ["provider.name"] = Text(happened.Data, "provider") ?? "",
            }),
        ];
    }

    private async Task<Told[]> OfCaseAsync(LoggedEventView happened, Booking? booking, CancellationToken ct)
    {
        Guid id = Id(happened.Data, "caseId");
        DisruptionCase? opened = await db.DisruptionCases.AsNoTracking().SingleOrDefaultAsync(one => one.Id == id, ct);
        if (booking is null || opened is null)
        {
            return [];
        }

        string? zone = opened.Items.Where(item => item < booking.Items.Count).Select(item => booking.Items[item].TimeZone).FirstOrDefault();
        bool isElsewhen = opened.Disruption != Domain.Holds.Disruption.Cancelled;
        return
        [
            About(booking, NotificationKinds.CaseOpened, happened, CustomerOf(booking), wording => new()
            {
                ["booking.number"] = booking.Number,
                ["case.title"] = opened.Title,
                ["case.what"] = wording.Of(opened.Disruption.ToString().ToLowerInvariant()),
                ["case.newTime"] = isElsewhen && opened.NewFrom is { } from ? wording.Of(from, zone) : "",
                ["case.note"] = opened.Note ?? "",
                ["case.deadline"] = wording.Of(opened.Deadline, zone),
            }) with { PartId = opened.Id },
        ];
    }

    private async Task<Told[]> OfWaitlistAsync(LoggedEventView happened, CancellationToken ct)
    {
        JsonElement data = happened.Data;
        if (await PersonAsync(Id(data, "customerId"), ct) is not { } customer)
        {
            return [];
        }

        bool isOffer = happened.Type == NotificationKinds.WaitlistOffered.Name;
        DateTimeOffset? until = isOffer ? data.GetProperty("expiresAt").GetDateTimeOffset() : null;
        return
        [
            new Told(isOffer ? NotificationKinds.WaitlistOffered : NotificationKinds.WaitlistExpired, customer, CauseOf(happened), $"/waitlist/{happened.Subject}", wording => new()
            {
                ["waitlist.title"] = Text(data, "title") ?? "",
                ["waitlist.quantity"] = isOffer ? data.GetProperty("quantity").GetInt32().ToString(CultureInfo.InvariantCulture) : "",
                ["waitlist.total"] = isOffer ? wording.Of(Amount(data, "total")) : "",
                ["waitlist.until"] = until is { } end ? wording.Of(end) : "",
            }) { ExpiresAt = until },
        ];
    }

    private async Task<IReadOnlyList<Told>> OfAssignmentAsync(LoggedEventView happened, Booking? booking, CancellationToken ct)
    {
        JsonElement data = happened.Data;
        (Guid rideId, Guid driverId) = (Id(data, "rideId"), Id(data, "driverId"));
        Ride? ride = await db.Rides.AsNoTracking().SingleOrDefaultAsync(ride => ride.Id == rideId, ct);
        Driver? driver = await db.Drivers.AsNoTracking().SingleOrDefaultAsync(driver => driver.Id == driverId, ct);
        if (ride is null || driver is null)
        {
            return [];
        }

        string link = $"/assignments/{happened.Subject}";
        List<Told> told = [];
        if (happened.Type == NotificationKinds.AssignmentAccepted.Name)
        {
            if (booking is not null)
            {
                told.Add(About(booking, NotificationKinds.AssignmentAccepted, happened, CustomerOf(booking), wording =>
                {
                    Dictionary<string, string> values = OfRide(ride, wording);
                    (values["booking.number"], values["driver.name"]) = (ride.BookingNumber, driver.Name);
                    return values;
                }));
            }

            if (data.GetProperty("isManual").GetBoolean() && await PersonAsync(driver.UserId, ct) is { } chosen)
            {
                told.Add(new Told(NotificationKinds.AssignmentDecided, chosen, $"{CauseOf(happened)}/driver", link, wording => OfRide(ride, wording)) { ExpiresAt = ride.EndsAt });
            }
        }
        else if (await PersonAsync(driver.UserId, ct) is { } asked)
        {
            bool isOffer = happened.Type == NotificationKinds.AssignmentOffered.Name;
            DateTimeOffset? until = isOffer ? data.GetProperty("expiresAt").GetDateTimeOffset() : null;
            told.Add(new Told(isOffer ? NotificationKinds.AssignmentOffered : NotificationKinds.AssignmentWithdrawn, asked, CauseOf(happened), link, wording =>
            {
                Dictionary<string, string> values = OfRide(ride, wording);
                values["ride.until"] = until is { } end ? wording.Of(end, ride.TimeZone) : "";
                values["ride.reason"] = wording.Of(Text(data, "reason"));
                return values;
            })
            { ExpiresAt = until });
        }

        return told;
    }

    private async Task<IReadOnlyList<Told>> OfVenueRequestAsync(LoggedEventView happened, CancellationToken ct)
    {
        Guid id = Id(happened.Data, "requestId");
        VenueRequest? request = await db.VenueRequests.AsNoTracking().SingleOrDefaultAsync(request => request.Id == id, ct);
        if (request is null)
        {
            return [];
        }

        NotificationKind kind = NotificationKinds.Of(happened.Type)!;
        string? booking = request.BookingId is { } bookingId
            ? await db.Bookings.Where(booking => booking.Id == bookingId).Select(booking => booking.Number).SingleOrDefaultAsync(ct)
            : null;

        // The dates of a series are one wish: nobody is told fifty times.
        string cause = request.SeriesId is { } series ? $"{happened.Type}/{series:N}" : CauseOf(happened);
        bool isForOwner = kind == NotificationKinds.VenueRequestPlaced || kind == NotificationKinds.VenueRequestWithdrawn;
        Guid? ownerId = isForOwner ? await db.Venues.Where(venue => venue.Id == request.VenueId).Select(venue => venue.OwnerId).SingleOrDefaultAsync(ct) : null;
        IReadOnlyList<Person> people = isForOwner
            ? ownerId is { } owner && await PersonAsync(owner, ct) is { } provider ? [provider] : await AdminsAsync(ct)
            : [new Person(request.CustomerId, request.Customer.Name, request.Customer.Email, request.Customer.Phone)];
        return [.. people.Select(person => new Told(kind, person, cause, $"/venue-requests/{request.Id}", wording => new()
        {
            ["request.number"] = request.Number,
            ["request.venue"] = request.Item.Title,
            ["request.start"] = wording.Of(request.StartsAt, request.Item.TimeZone),
            ["request.end"] = wording.Of(request.EndsAt, request.Item.TimeZone),
            ["request.customer"] = request.Customer.Name,
            ["request.message"] = request.Message,
            ["request.note"] = request.Note,
            ["request.until"] = wording.Of(request.RespondBy, request.Item.TimeZone),
            ["booking.number"] = booking ?? "",
        })
        {
            BookingId = request.BookingId,
            PartId = request.Id,
            Language = Languages.Of(request.Metadata.GetValueOrDefault("language")),
        })];
    }

    private async Task<IReadOnlyList<Told>> OfUnassignedRideAsync(LoggedEventView happened, CancellationToken ct)
    {
        Guid rideId = Id(happened.Data, "rideId");
        Ride? ride = await db.Rides.AsNoTracking().SingleOrDefaultAsync(ride => ride.Id == rideId, ct);
        return ride is null ? [] : [.. (await AdminsAsync(ct)).Select(admin => new Told(NotificationKinds.RideUnassigned, admin, CauseOf(happened), $"/rides/{ride.Id}", wording =>
        {
            Dictionary<string, string> values = OfRide(ride, wording);
            (values["booking.number"], values["ride.reason"]) = (ride.BookingNumber, wording.Of(Text(happened.Data, "reason")));
            return values;
        }) { BookingId = ride.BookingId })];
    }

    private async Task<IReadOnlyList<Told>> OfWebhookAsync(LoggedEventView happened, CancellationToken ct) =>
        [.. (await AdminsAsync(ct)).Select(admin => new Told(NotificationKinds.WebhookEndpointDisabled, admin, CauseOf(happened), $"/webhook-endpoints/{happened.Subject}", wording => new()
        {
            ["webhook.url"] = Text(happened.Data, "url") ?? "",
            ["webhook.reason"] = wording.Of(Text(happened.Data, "reason")),
        }))];

    private static Dictionary<string, string> OfRide(Ride ride, Wording wording) => new()
    {
        ["ride.start"] = wording.Of(ride.StartsAt, ride.TimeZone),
        ["ride.end"] = wording.Of(ride.EndsAt, ride.TimeZone),
        ["ride.from"] = ride.PickUp.Address,
        ["ride.to"] = ride.DropOff?.Address ?? "",
        ["ride.car"] = ride.CarName,
    };

    private static Told About(Booking booking, NotificationKind kind, LoggedEventView happened, Person to, Func<Wording, Dictionary<string, string>> values) =>
        new(kind, to, CauseOf(happened), $"/bookings/{booking.Id}", values) { BookingId = booking.Id, Language = LanguageOf(booking) };

    private static string CauseOf(LoggedEventView happened) => happened.Id.ToString("N");

    private async Task<Person?> PersonAsync(Guid userId, CancellationToken ct) => await db.Users.AsNoTracking()
        .Where(user => user.Id == userId).Select(user => new Person(user.Id, user.Name, user.Email, user.Phone)).SingleOrDefaultAsync(ct);

    private Task<List<Person>> AdminsAsync(CancellationToken ct) => db.Users.AsNoTracking()
        .Where(user => user.Roles.Contains(Roles.Admin)).OrderBy(user => user.Id).Take(MostAdmins)
        .Select(user => new Person(user.Id, user.Name, user.Email, user.Phone)).ToListAsync(ct);

    private static Guid Id(JsonElement data, string member) => data.GetProperty(member).GetGuid();

    private static string? Text(JsonElement data, string member) =>
        data.TryGetProperty(member, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static Money Amount(JsonElement data, string member)
    {
        JsonElement money = data.GetProperty(member);
        return new Money(money.GetProperty("amount").GetInt64(), money.GetProperty("currency").GetString()!);
    }
}
