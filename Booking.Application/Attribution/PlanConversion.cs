namespace Booking.Application.Attribution;

using System.Diagnostics;
using Booking.Application.Abstractions;
using Booking.Domain.Attribution;
using Booking.Domain.Bookings;
using Booking.Domain.Common;
using MediatR;
using Microsoft.EntityFrameworkCore;

/// <summary>Plans the one event that tells the advertising network of a confirmed booking, however often the message arrives.</summary>
/// <param name="MessageId">The event that asks for it.</param>
public sealed record PlanConversionProcess(Guid BookingId, Guid MessageId) : IProcess<Done>;

internal sealed class PlanConversionHandler(IBookingDb db, IUnitOfWork unitOfWork, RequestContext context) : IRequestHandler<PlanConversionProcess, Result<Done>>
{
    public const string Consumer = "conversions";

    public async Task<Result<Done>> Handle(PlanConversionProcess process, CancellationToken cancellationToken)
    {
        // Most bookings of most tenants end here, after one read and without a transaction.
        if (!await db.ConversionSettings.AnyAsync(settings => settings.IsActive, cancellationToken))
        {
            return Result.Success;
        }

        BookingAttribution? attribution = await db.BookingAttributions.AsNoTracking().SingleOrDefaultAsync(row => row.BookingId == process.BookingId, cancellationToken);
        return attribution is null ? Result.Success : await unitOfWork.RunAsync(ct => PlanAsync(process, attribution, ct), cancellationToken);
    }

    private async Task<Result<Done>> PlanAsync(PlanConversionProcess process, BookingAttribution attribution, CancellationToken ct)
    {
        // The booking's lock makes a second delivery wait here and then see what the first has planned.
        Booking? booking = await db.LockBookingAsync(process.BookingId, ct);
        if (booking is null)
        {
            return BookingErrors.NotFound;
        }

        if (await unitOfWork.TryMarkHandledAsync(Consumer, process.MessageId, ct) && !await db.ConversionDeliveries.AnyAsync(delivery => delivery.BookingId == booking.Id, ct))
        {
            db.ConversionDeliveries.Add(Plan(booking, attribution));
        }

        return Result.Success;
    }

    private ConversionDelivery Plan(Booking booking, BookingAttribution attribution)
    {
        DateTimeOffset now = unitOfWork.Now;
        Guid id = Guid.CreateVersion7(now);
        ConversionSkipReason? reason =
            !attribution.HasConsent ? ConversionSkipReason.NoConsent
            : booking.Price.Total.Amount == 0 ? ConversionSkipReason.NothingPaid
            : booking.Status == BookingStatus.Cancelled ? ConversionSkipReason.BookingCancelled
            : null;
        return reason is { } why
            ? ConversionDelivery.PlanSkipped(id, context.TenantId, booking.Id, booking.Number, why, now)
            : ConversionDelivery.Plan(id, context.TenantId, booking.Id, booking.Number, PurchaseEvent.Of(booking, attribution).ToText(), now, Activity.Current?.Id);
    }
}
