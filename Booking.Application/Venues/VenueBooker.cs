namespace Booking.Application.Venues;

using Booking.Application.Abstractions;
using Booking.Application.Bookings;
using Booking.Application.Holds;
using Booking.Domain.Bookings;
using Booking.Domain.Common;
using MediatR;

/// <summary>For whom a hall is booked, and what goes with it.</summary>
public sealed record VenueParty(Customer Customer, string? VoucherCode, IReadOnlyDictionary<string, string> Metadata)
{
    internal MakeBookingCommand ToBooking(Guid holdId) => new(holdId, Customer, [], VoucherCode, Metadata);
}

/// <summary>Holds and books in one step, by the use cases that customers call one after the other.</summary>
internal sealed class VenueBooker(ISender sender, IBookingDb db)
{
    private const string Item = "/items/0";

    public async Task<Result<BookingView>> BookAsync(VenueItem item, VenueParty party, CancellationToken ct)
    {
        Result<HoldView> hold = await sender.Send(new PlaceHoldCommand([item]), ct);
        if (hold.IsFailure)
        {
            return OfItem(hold.Error);
        }

        await db.SaveChangesAsync(ct);
        Result<BookingView> booking = await sender.Send(party.ToBooking(hold.Value.Id), ct);
        if (booking.IsSuccess)
        {
            await db.SaveChangesAsync(ct);
        }

        return booking;
    }

    /// <summary>The caller knows of no items.</summary>
    public static Error OfItem(Error error) => error with
    {
        Fields = error.Fields.ToDictionary(field => field.Key.StartsWith(Item, StringComparison.Ordinal) ? field.Key[Item.Length..] : field.Key, field => field.Value),
    };
}
