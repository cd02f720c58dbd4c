namespace Booking.Application.Notifications;

using Booking.Application.Abstractions;
using Booking.Domain.Notifications;
using Microsoft.EntityFrameworkCore;

/// <summary>Takes back what a user has agreed to.</summary>
internal sealed class ConsentDesk(IBookingDb db, IUnitOfWork unitOfWork)
{
    /// <summary>Whoever has written STOP is not asked twice.</summary>
    public async Task WithdrawAsync(Guid userId, NotificationChannel channel, CancellationToken ct)
    {
        await db.LockUserAsync(userId, ct);
        NotificationPreferences? preferences = await db.NotificationPreferences.SingleOrDefaultAsync(preferences => preferences.Id == userId, ct);
        preferences?.Consent(channel, isGiven: false, unitOfWork.Now);
    }
}
