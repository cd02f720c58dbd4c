namespace Booking.Application.Venues;

using Booking.Application.Abstractions;
using Booking.Application.Bookings;
using Booking.Application.Holds;
using Booking.Domain.Common;
using Booking.Domain.Holds;
using Booking.Domain.Venues;
using Microsoft.EntityFrameworkCore;

/// <summary>Asks the owner of a hall for uses that the hall's rules allow.</summary>
internal sealed class VenueRequester(
    IBookingDb db, IUnitOfWork unitOfWork, IClaimStore claims, IBookingNumbers numbers, OrderPricer pricer, RequestContext context, HoldOptions options)
{
    /// <summary>Lets a customer ask for one thing after the other, and for as many at once as may be held; a series counts as one.</summary>
    public async Task<Result<Done>> TakeTurnAsync(VenueParty party, CancellationToken ct)
    {
        if (party.VoucherCode is not null)
        {
            return Error.Rule("/voucherCode", "The owner of this hall decides about each booking; vouchers are not taken for requests.");
        }

        Guid customer = context.UserId!.Value;
        DateTimeOffset now = unitOfWork.Now;
        await unitOfWork.TakeTurnAsync($"requests of {customer}", ct);
        int pending = await db.VenueRequests
            .Where(request => request.CustomerId == customer && request.Status == VenueRequestStatus.Pending && request.RespondBy > now)
            .Select(request => request.SeriesId ?? request.Id)
            .Distinct()
            .CountAsync(ct);
        return pending >= options.MaxLivePerCustomer ? HoldErrors.TooMany : Result.Success;
    }

    /// <summary>Price and terms are those of now. Where the hall says so, the time and the extras are taken until the answer is due.</summary>
    /// <returns>The request, which is only made where the claims could be taken.</returns>
    public async Task<Result<(VenueRequest Request, ClaimResult Claimed)>> PlaceAsync(Venue venue, Grant grant, VenueParty party, string message, Guid? seriesId, CancellationToken ct)
    {
        DateTimeOffset now = unitOfWork.Now;
        Result<Price> price = await pricer.PriceAsync([grant], ct);
        if (price.IsFailure)
        {
            return price.Error;
        }

        Result<Hold> placed = Hold.Place(Guid.CreateVersion7(now), context.TenantId, context.UserId, null, [grant], price.Value, now);
        if (placed.IsFailure)
        {
            return placed.Error;
        }

        // Its claims, if it takes any, are the request's: no sweeper ends them as a hold's, and they may last longer than a hold.
        Hold hold = placed.Value;
        hold.Convert(now);
        hold.ClearEvents();
        VenueRequest request = VenueRequest.Place(
            Guid.CreateVersion7(now), await numbers.NextAsync(ct), venue, hold, grant, party.Customer, message, party.Metadata, seriesId, now);
        ClaimResult claimed = venue.PendingBlocks == PendingBlocks.Hard ? await claims.TryClaimAsync(hold.Id, grant.Claims, request.RespondBy, ct) : ClaimResult.Claimed;
        if (claimed.Outcome == ClaimOutcome.Claimed)
        {
            db.Holds.Add(hold);
            await db.SaveChangesAsync(ct);
            db.VenueRequests.Add(request);
        }

        return (request, claimed);
    }
}
