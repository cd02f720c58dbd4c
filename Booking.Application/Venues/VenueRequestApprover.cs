namespace Booking.Application.Venues;

using Booking.Application.Abstractions;
using Booking.Application.Holds;
using Booking.Domain.Bookings;
using Booking.Domain.Common;
using Booking.Domain.Holds;
using Booking.Domain.Venues;

/// <summary>Makes the booking of a request that its owner approves. The caller holds the request's lock.</summary>
internal sealed class VenueRequestApprover(IBookingDb db, IUnitOfWork unitOfWork, IClaimStore claims, IAlternatives alternatives, RequestContext context)
{
    public async Task<Result<Done>> ApproveAsync(VenueRequest request, string note, CancellationToken ct)
    {
        DateTimeOffset now = unitOfWork.Now;
        Guid bookingId = Guid.CreateVersion7(now);
        Result<Done> approved = request.Approve(bookingId, context.UserId, note, now);
        if (approved.IsFailure)
        {
            return approved;
        }

        Hold hold = await db.LockHoldAsync(request.HoldId, ct) ?? throw new InvalidOperationException("A request's hold is never removed.");
        Booking booking = Booking.Make(bookingId, request.BookingNumber, hold, request.Customer, [], request.Metadata, request.PayWithinAt(now), now);
        if (request.Blocks != PendingBlocks.Hard)
        {
            ClaimResult claimed = await claims.TryClaimAsync(hold.Id, request.Claims, booking.PayBefore ?? request.RespondBy, ct);
            if (claimed.Outcome != ClaimOutcome.Claimed)
            {
                VenueItem item = new(request.VenueId, WallTime.At(request.StartsAt), WallTime.At(request.EndsAt), 1, null, []);
                return await claimed.RefuseAsync(alternatives, item, request.Grant, ct);
            }
        }

        if (!await claims.TryConvertAsync(hold.Id, booking.Id, booking.PayBefore, ct))
        {
            // A blackout by force has taken the time from the request.
            return VenueRequestErrors.Lapsed;
        }

        db.Bookings.Add(booking);
        await db.SaveChangesAsync(ct);
        return Result.Success;
    }
}
