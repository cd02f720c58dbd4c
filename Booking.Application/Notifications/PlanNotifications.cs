namespace Booking.Application.Notifications;

using System.Text.Json;
using Booking.Application.Abstractions;
using Booking.Domain.Bookings;
using Booking.Domain.Common;
using MediatR;
using Microsoft.EntityFrameworkCore;

/// <summary>
/// Plans what people are told of an event, once for each of them and each of their channels, however often the event arrives; and keeps the reminders
/// of its booking those that the booking needs.
/// </summary>
public sealed record PlanNotificationsProcess(LoggedEventView Happened) : IProcess<Done>;

internal sealed class PlanNotificationsHandler(IBookingDb db, IUnitOfWork unitOfWork, NotificationAudience audience, NotificationPlanner planner)
    : IRequestHandler<PlanNotificationsProcess, Result<Done>>
{
    public const string Consumer = "notifications";

    // What can move or end what a booking is reminded of.
    private static readonly string[] MovesReminders = ["booking.confirmed", "booking.changed", "booking.moved", "booking.cancelled", "booking.expired", "booking.no_show"];

    public Task<Result<Done>> Handle(PlanNotificationsProcess process, CancellationToken cancellationToken) => unitOfWork.RunAsync(ct => PlanAsync(process.Happened, ct), cancellationToken);

    private async Task<Result<Done>> PlanAsync(LoggedEventView happened, CancellationToken ct)
    {
        // The booking's lock makes two events of one booking take turns; the one that comes second plans what the booking is then.
        bool movesReminders = MovesReminders.Contains(happened.Type);
        Booking? booking = BookingOf(happened) is { } id
            ? movesReminders ? await db.LockBookingAsync(id, ct) : await db.Bookings.AsNoTracking().SingleOrDefaultAsync(booking => booking.Id == id, ct)
            : null;
        if (!await unitOfWork.TryMarkHandledAsync(Consumer, happened.Id, ct))
        {
            return Result.Success;
        }

        await planner.PlanAsync(await audience.OfAsync(happened, booking, ct), happened, ct);
        if (booking is not null && movesReminders)
        {
            await planner.RemindAsync(booking, ct);
        }

        return Result.Success;
    }

    private static Guid? BookingOf(LoggedEventView happened) =>
        happened.Data.TryGetProperty("bookingId", out JsonElement id) && id.ValueKind == JsonValueKind.String && id.TryGetGuid(out Guid bookingId) ? bookingId : null;
}
