namespace Booking.Infrastructure.Persistence.Seeding;

using Booking.Application.Abstractions;
using Booking.Application.Bookings;
using Booking.Application.Cars;
using Booking.Application.Catalog;
using Booking.Application.Events;
using Booking.Application.Holds;
using Booking.Application.Payments;
using Booking.Application.Trips;
using Booking.Domain.Bookings;
using Booking.Domain.Common;
using Booking.Domain.Payments;
using Booking.Domain.Users;
using Booking.Infrastructure.Payments;
using MediatR;
using Microsoft.EntityFrameworkCore;

/// <summary>
/// What the demo customers have bought, by the use cases that the API calls: places of the evening that is sold out, a journey that has its
/// door open already, and goods that they have rated. The workers do the rest as soon as they run: receipts, tickets, messages, figures.
/// </summary>
internal sealed class DemoSales(ISender sender, IUnitOfWork unitOfWork, BookingDbContext db, IPaymentTenants payments, SandboxServer sandbox, RequestContext context)
{
    /// <summary>Places of the sold-out evening that Bruno has: whoever waits for some is offered them when he cancels.</summary>
    public const int Evening = 4;

    private static readonly (Guid Id, Customer Person) Ada = (DemoUsers.Ada, new Customer("Ada Demo", "customer@demo.test", "+4915112345601"));
    private static readonly (Guid Id, Customer Person) Bruno = (DemoUsers.Bruno, new Customer("Bruno Demo", "customer2@demo.test", "+4915112345602"));

    /// <summary>All, or nothing when something is refused.</summary>
    public Task SellAsync(CancellationToken ct) => unitOfWork.RunAsync<Result<Done>>(
        async token =>
        {
            await BuyAsync(Bruno, [new TicketItem(DemoEvents.SoldOut, Evening)], [], token);
            await TravelAsync(token);
            await RateAsync(token);
            return Result.Success;
        },
        ct);

    /// <summary>The next bus to Leipzig and a car for a day: tickets are good from a day before the start.</summary>
    private async Task TravelAsync(CancellationToken ct)
    {
        DateTimeOffset soon = unitOfWork.Now.AddHours(1);
        Guid bus = await db.Trips.Where(trip => trip.RouteId == DemoTrips.South && trip.DepartsAt > soon).OrderBy(trip => trip.DepartsAt).Select(trip => trip.Id).FirstAsync(ct);
        DateTimeOffset hour = soon.AddTicks(TimeSpan.TicksPerHour - (soon.Ticks % TimeSpan.TicksPerHour));
        await BuyAsync(
            Ada,
            [
                new TripSeatItem(bus, DemoTrips.Berlin, DemoTrips.Leipzig, []) { Quantity = 2 },
                new CarItem(DemoCars.Electric, WallTime.At(hour), WallTime.At(hour.AddDays(1)), WithDriver: false, null, null),
            ],
            ["Ada Demo", "Ben Demo"],
            ct);
    }

    /// <summary>Ada has not rated her shirt yet.</summary>
    private async Task RateAsync(CancellationToken ct)
    {
        Guid hers = await CompleteAsync(Ada, ct);
        Granted(await sender.Send(new GiveRatingCommand(hers, 0, 5, "Even nicer on the wall than on the screen."), ct));
        Guid his = await CompleteAsync(Bruno, ct);
        Granted(await sender.Send(new GiveRatingCommand(his, 0, 4, "A beautiful print; the tube was a little dented."), ct));
        RatingView shirt = Granted(await sender.Send(new GiveRatingCommand(his, 1, 3, "Good cotton, but it runs small."), ct));
        context.SignIn(DemoUsers.Admin, [Roles.Admin]);
        Granted(await sender.Send(new ReplyToRatingCommand(shirt.Id, "Thank you! The next edition is cut wider."), ct));
        await db.SaveChangesAsync(ct);
    }

    /// <summary>Goods count as used two weeks after the sale; these do at once.</summary>
    private async Task<Guid> CompleteAsync((Guid Id, Customer Person) buyer, CancellationToken ct)
    {
        Booking booking = await BuyAsync(buyer, [new ProductItem(DemoCatalog.Poster, 1), new ProductItem(DemoCatalog.Shirt, 1)], [], ct);
        Granted(booking.Complete(booking.EndsAt ?? unitOfWork.Now));
        await db.SaveChangesAsync(ct);
        return booking.Id;
    }

    /// <summary>Holds, books and pays.</summary>
    /// <param name="passengers">On the seats of the first item.</param>
    private async Task<Booking> BuyAsync((Guid Id, Customer Person) buyer, IReadOnlyList<ItemRequest> items, string[] passengers, CancellationToken ct)
    {
        context.SignIn(buyer.Id, [Roles.Customer]);
        HoldView hold = Granted(await sender.Send(new PlaceHoldCommand(items), ct));
        await db.SaveChangesAsync(ct);
        Passenger[] named = [.. passengers.Zip(hold.Items[0].Seats, (name, seat) => new Passenger(0, seat, name))];
        BookingView booking = Granted(await sender.Send(new MakeBookingCommand(hold.Id, buyer.Person, named, null, new Dictionary<string, string>()), ct));
        await db.SaveChangesAsync(ct);

        Payment payment = Payment.Open(Guid.CreateVersion7(unitOfWork.Now), context.TenantId, booking.Id, SandboxProvider.ProviderName, booking.Price.Total, unitOfWork.Now);
        string reference = await sandbox.OpenAsync(context.TenantId, payment.Id, payment.Amount.Amount, payment.Amount.Currency, ct);
        payment.Opened(reference, $"http://localhost:5080/api/v1/sandbox/payments/{payment.Id}/succeed");
        db.Payments.Add(payment);
        await payments.RememberAsync(payment.Id, ct);
        await db.SaveChangesAsync(ct);
        Granted(await sender.Send(new ApplyPaymentEventCommand(payment.Provider, new ProviderEvent($"evt_{payment.Id:N}_succeeded", ProviderEventType.Succeeded, payment.Id, payment.Amount)), ct));
        await db.SaveChangesAsync(ct);
        return await db.Bookings.SingleAsync(made => made.Id == booking.Id, ct);
    }

    private static T Granted<T>(Result<T> result) => result.IsSuccess ? result.Value! : throw new InvalidOperationException($"A demo sale is refused: {result.Error}");
}
