namespace Booking.Infrastructure.Notifications;

using Booking.Application.Notifications;
using Booking.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

/// <summary>Reads the inboxes of the consumers.</summary>
internal sealed class HandledMessages(BookingDbContext db) : IHandledMessages
{
    public async Task<bool> AreHandledAsync(Guid messageId, IReadOnlyList<string> consumers, CancellationToken ct)
    {
        foreach (string consumer in consumers)
        {
            bool isHandled = await db.Database
                .SqlQuery<bool>($"SELECT EXISTS (SELECT 1 FROM inbox_messages WHERE tenant_id = {db.TenantId} AND consumer = {consumer} AND message_id = {messageId}) AS \"Value\"")
                .SingleAsync(ct);
            if (!isHandled)
            {
                return false;
            }
        }

        return true;
    }
}
