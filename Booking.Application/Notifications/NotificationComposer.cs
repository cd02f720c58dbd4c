namespace Booking.Application.Notifications;

using Booking.Application.Abstractions;
using Booking.Application.Receipts;
using Booking.Application.Tickets;
using Booking.Domain.Bookings;
using Booking.Domain.Notifications;
using Booking.Domain.Receipts;
using Booking.Domain.Tenants;
using Booking.Domain.Tickets;
using Microsoft.EntityFrameworkCore;

/// <summary>Makes the message of a notification: the tenant's words or the usual ones, and the documents that belong to it. Outside of any transaction.</summary>
internal sealed class NotificationComposer(
    IBookingDb db, IObjectStore store, ITicketTokens tokens, ITicketRenderer renderer, RequestContext context, NotificationOptions options, TimeProvider clock)
{
    /// <summary>A mail with more than these would be refused by many servers; the others can be had from the application.</summary>
    public const int MostTickets = 30;

    private const int MostBytes = 10 * 1024 * 1024;

    private const string Pdf = "application/pdf";

    public async Task<OutgoingNotification> ComposeAsync(Notification notification, CancellationToken ct)
    {
        NotificationTemplate? own = await db.NotificationTemplates.AsNoTracking().FindOwnAsync(notification.Kind, notification.Channel, notification.Language, ct);
        TemplateWords words = own?.Words ?? UsualTemplates.Of(notification.Kind, notification.Channel, notification.Language);
        RenderedMessage message = RenderedMessage.Of(words, notification.Channel, notification.Language, notification.Values);
        OutgoingNotification outgoing = new(
            notification.Id, notification.TenantId, notification.Channel, notification.Kind, notification.Language, notification.UserId, notification.Address, notification.Name,
            message.Subject, message.Text, message.Html, notification.Link.Length > 0 ? notification.Link : null, notification.IsUrgent, notification.ExpiresAt)
        {
            FromName = notification.Values.GetValueOrDefault("tenant.name", ""),
        };
        return notification.Channel == NotificationChannel.Email ? await WithDocumentsAsync(outgoing, notification, ct) : outgoing;
    }

    private async Task<OutgoingNotification> WithDocumentsAsync(OutgoingNotification outgoing, Notification notification, CancellationToken ct)
    {
        bool isTold = notification.Kind == NotificationKinds.BookingConfirmed.Name || notification.Kind == NotificationKinds.BookingChanged.Name;
        bool isCancelled = notification.Kind == NotificationKinds.BookingCancelled.Name;
        bool isRefunded = notification.Kind == NotificationKinds.PaymentRefunded.Name;
        bool isDisrupted = notification.Kind == NotificationKinds.CaseOpened.Name;
        if (!(isTold || isCancelled || isRefunded || isDisrupted) || notification.BookingId is not { } bookingId)
        {
            return outgoing;
        }

        Booking? booking = await db.Bookings.AsNoTracking().SingleOrDefaultAsync(booking => booking.Id == bookingId, ct);
        if (booking is null)
        {
            return outgoing;
        }

        List<NotificationFile> files = [];
        if (isRefunded)
        {
            await AddReceiptsAsync(files, await ReceiptsAsync(bookingId, receipt => receipt.RefundId == notification.PartId, ct), ct);
        }
        else if (isTold)
        {
            // A change is paid by a payment of its own; the receipts before it have been sent before.
            bool isFirst = notification.Kind == NotificationKinds.BookingConfirmed.Name;
            await AddReceiptsAsync(files, await ReceiptsAsync(bookingId, receipt => receipt.RefundId == null && (isFirst || receipt.IssuedAt >= notification.HappenedAt), ct), ct);
            await AddTicketsAsync(files, booking, ct);
        }

        // Who was never asked to come is not told to stay away.
        bool wasAsked = isTold || ((isCancelled || isDisrupted) && booking.ConfirmedAt is not null);
        return outgoing with { Files = Fitting(files), Calendars = wasAsked ? CalendarText.Of(booking, outgoing.FromName, options.MailFrom, clock.GetUtcNow()) : [] };
    }

    private Task<List<Receipt>> ReceiptsAsync(Guid bookingId, System.Linq.Expressions.Expression<Func<Receipt, bool>> condition, CancellationToken ct) => db.Receipts.AsNoTracking()
        .Where(receipt => receipt.BookingId == bookingId && receipt.StoredAt != null).Where(condition).OrderBy(receipt => receipt.IssuedAt).ThenBy(receipt => receipt.Id).ToListAsync(ct);

    private async Task AddReceiptsAsync(List<NotificationFile> files, IReadOnlyList<Receipt> receipts, CancellationToken ct)
    {
        foreach (Receipt receipt in receipts)
        {
            if (await store.OpenAsync(receipt.ObjectKey, ct) is { } content)
            {
                await using (content)
                {
                    using MemoryStream bytes = new();
                    await content.CopyToAsync(bytes, ct);
                    files.Add(new NotificationFile($"receipt-{receipt.Number}.pdf", Pdf, bytes.ToArray()));
                }
            }
        }
    }

    private async Task AddTicketsAsync(List<NotificationFile> files, Booking booking, CancellationToken ct)
    {
        List<Ticket> tickets = await db.Tickets.AsNoTracking().Where(ticket => ticket.BookingId == booking.Id && ticket.Status == TicketStatus.Valid)
            .OrderBy(ticket => ticket.Item).ThenBy(ticket => ticket.Place).Take(MostTickets).ToListAsync(ct);
        if (tickets.Count == 0)
        {
            return;
        }

        Tenant tenant = await db.Tenants.AsNoTracking().SingleAsync(tenant => tenant.Id == context.TenantId, ct);
        files.AddRange(tickets.Select(ticket => new NotificationFile($"{TicketText.NameOf(ticket, booking)}.pdf", Pdf, renderer.RenderPdf(TicketText.Of(ticket, booking, tenant, tokens)))));
    }

    private static IReadOnlyList<NotificationFile> Fitting(List<NotificationFile> files)
    {
        int bytes = 0;
        return [.. files.TakeWhile(file => (bytes += file.Content.Length) <= MostBytes)];
    }
}
