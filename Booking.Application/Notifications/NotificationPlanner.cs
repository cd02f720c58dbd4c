namespace Booking.Application.Notifications;

using System.Diagnostics;
using Booking.Application.Abstractions;
using Booking.Domain.Bookings;
using Booking.Domain.Holds;
using Booking.Domain.Notifications;
using Booking.Domain.Tenants;
using Microsoft.EntityFrameworkCore;

/// <summary>Turns what people are told of into one notification for each channel that they want it on.</summary>
internal sealed class NotificationPlanner(IBookingDb db, IUnitOfWork unitOfWork, RequestContext context, NotificationOptions options)
{
    private static readonly NotificationChannel[] Channels = Enum.GetValues<NotificationChannel>();

    public async Task PlanAsync(IReadOnlyList<Told> told, LoggedEventView happened, CancellationToken ct)
    {
        if (told.Count == 0)
        {
            return;
        }

        Sender from = await SenderAsync(ct);
        Preferences preferences = await PreferencesAsync([.. told.Select(one => one.To)], ct);
        HashSet<(string, string, NotificationChannel)> planned = [];
        foreach (string cause in told.Select(one => one.Cause).Distinct())
        {
            var known = await db.Notifications.Where(row => row.Cause == cause && row.Status != NotificationStatus.Cancelled).Select(row => new { row.Recipient, row.Channel }).ToListAsync(ct);
            planned.UnionWith(known.Select(row => (cause, row.Recipient, row.Channel)));
        }

        foreach (Told one in told)
        {
            (NotificationPreferences? own, string? phone) = preferences.Of(one.To);
            Wording wording = new(own?.Language ?? one.Language ?? from.Terms.Language, own?.TimeZone ?? from.Terms.TimeZone);
            NotificationContent content = new(one.Kind, one.Cause, wording.Language, Complete(one.Values(wording), one.To, from.Name, one.Link), one.Link, one.Kind.IsUrgent)
            {
                EventId = happened.Id,
                HappenedAt = happened.Time,
                BookingId = one.BookingId,
                PartId = one.PartId,
                ExpiresAt = one.ExpiresAt,
            };
            foreach (NotificationChannel channel in Channels)
            {
                if (AddressOf(channel, one.To, own, phone, one.Kind.Category) is { } address && preferences.Reaches(channel, one.To) && planned.Add((one.Cause, address.Key, channel)))
                {
                    DateTimeOffset due = DueAt(unitOfWork.Now, channel, one.Kind.IsUrgent, own, from.Terms, one.ExpiresAt);
                    bool waits = one.HasDocuments && channel == NotificationChannel.Email;
                    Add(channel, address, waits ? content with { WaitsFor = options.DocumentsWait } : content, due);
                }
            }
        }
    }

    /// <summary>
    /// Makes the reminders that wait those of the booking as it stands: what it needs no more is cancelled, what is missing is planned.
    /// The caller holds the booking's lock.
    /// </summary>
    public async Task RemindAsync(Booking booking, CancellationToken ct)
    {
        DateTimeOffset now = unitOfWork.Now;
        Sender from = await SenderAsync(ct);
        Dictionary<string, Reminder> wanted = Reminder.Of(booking, from.Terms.Reminders, now).ToDictionary(reminder => reminder.CauseOf(booking.Id));
        List<Notification> known = await db.Notifications
            .Where(row => row.BookingId == booking.Id && row.Category == NotificationCategory.Reminders && row.Status != NotificationStatus.Cancelled).ToListAsync(ct);
        foreach (Notification row in known.Where(row => row.Status == NotificationStatus.Pending && !wanted.ContainsKey(row.Cause)))
        {
            row.Cancel(booking.Status == BookingStatus.Confirmed ? "booking_changed" : "booking_ended");
        }

        foreach (Notification row in known)
        {
            wanted.Remove(row.Cause);
        }

        if (wanted.Count == 0)
        {
            return;
        }

        Person to = NotificationAudience.CustomerOf(booking);
        Preferences preferences = await PreferencesAsync([to], ct);
        (NotificationPreferences? own, string? phone) = preferences.Of(to);
        Wording wording = new(own?.Language ?? NotificationAudience.LanguageOf(booking) ?? from.Terms.Language, own?.TimeZone ?? from.Terms.TimeZone);
        string link = $"/bookings/{booking.Id}";
        foreach ((string cause, Reminder reminder) in wanted)
        {
            HoldItem item = booking.Items[reminder.Item];
            Dictionary<string, string> values = new()
            {
                ["booking.number"] = booking.Number,
                ["reminder.title"] = item.Title,
                ["reminder.start"] = wording.Of(reminder.StartsAt, item.TimeZone),
                ["reminder.place"] = item.Details.GetValueOrDefault("venue", item.Details.GetValueOrDefault("pickUp", "")),
            };
            NotificationContent content = new(NotificationKinds.BookingReminder, cause, wording.Language, Complete(values, to, from.Name, link), link, reminder.IsUrgent)
            {
                HappenedAt = now,
                BookingId = booking.Id,
                ExpiresAt = reminder.StartsAt,
            };
            foreach (NotificationChannel channel in Channels)
            {
                if (AddressOf(channel, to, own, phone, NotificationCategory.Reminders) is { } address)
                {
                    Add(channel, address, content, DueAt(reminder.At, channel, reminder.IsUrgent, own, from.Terms, reminder.StartsAt));
                }
            }
        }
    }

    private void Add(NotificationChannel channel, NotificationRecipient recipient, NotificationContent content, DateTimeOffset dueAt) =>
        db.Notifications.Add(Notification.Plan(Guid.CreateVersion7(unitOfWork.Now), context.TenantId, channel, recipient, content, dueAt, unitOfWork.Now, Activity.Current?.Id));

    /// <summary>
    /// What is not urgent waits for the end of quiet hours, but for the inbox, which wakes nobody, and for what would then come too late.
    /// </summary>
    private static DateTimeOffset DueAt(DateTimeOffset at, NotificationChannel channel, bool isUrgent, NotificationPreferences? own, NotificationTerms terms, DateTimeOffset? expiresAt)
    {
        if (isUrgent || channel == NotificationChannel.Inbox || (own?.QuietHours ?? terms.QuietHours) is not { } quiet)
        {
            return at;
        }

        DateTimeOffset end = quiet.EndAt(at, own?.TimeZone ?? terms.TimeZone);
        return end < expiresAt || expiresAt is null ? end : at;
    }

    /// <summary>Null where the person is not told on this channel.</summary>
    private static NotificationRecipient? AddressOf(NotificationChannel channel, Person to, NotificationPreferences? own, string? phone, NotificationCategory category)
    {
        bool isWanted = own?.Wants(category, channel) ?? (NotificationPreferences.UsualOf(category) && !NotificationPreferences.NeedsConsent(channel));
        string name = TemplateText.OneLine(to.Name);
        return isWanted
            ? channel switch
            {
                NotificationChannel.Email => to.Email.Length > 0 ? new NotificationRecipient(to.UserId, name, to.Email) : null,
                NotificationChannel.Sms or NotificationChannel.Whatsapp => to.UserId is not null && phone is not null ? new NotificationRecipient(to.UserId, name, phone) : null,
                _ => to.UserId is not null ? new NotificationRecipient(to.UserId, name, "") : null,
            }
            : null;
    }

    private Dictionary<string, string> Complete(Dictionary<string, string> values, Person to, string tenant, string link)
    {
        (values["tenant.name"], values["recipient.name"]) = (tenant, TemplateText.OneLine(to.Name));
        values["link"] = options.AppUrl.Length > 0 && link.Length > 0 ? options.AppUrl.TrimEnd('/') + link : "";
        return values;
    }

    private async Task<Sender> SenderAsync(CancellationToken ct)
    {
        Tenant tenant = await db.Tenants.AsNoTracking().SingleAsync(tenant => tenant.Id == context.TenantId, ct);
        return new Sender(TemplateText.OneLine(tenant.Name), options.Under(tenant.Notifications));
    }

    private async Task<Preferences> PreferencesAsync(IReadOnlyList<Person> people, CancellationToken ct)
    {
        List<Guid> users = [.. people.Where(person => person.UserId is not null).Select(person => person.UserId!.Value).Distinct()];
        Dictionary<Guid, NotificationPreferences> own = users.Count == 0
            ? []
            : await db.NotificationPreferences.AsNoTracking().Where(row => users.Contains(row.Id)).ToDictionaryAsync(row => row.Id, ct);
        List<Guid> callable = [.. own.Values.Where(row => row.SmsConsentAt is not null || row.WhatsappConsentAt is not null).Select(row => row.Id)];
        Dictionary<Guid, string?> phones = callable.Count == 0
            ? []
            : await db.Users.Where(user => callable.Contains(user.Id)).ToDictionaryAsync(user => user.Id, user => user.Phone, ct);
        HashSet<Guid> subscribed = users.Count == 0
            ? []
            : [.. await db.PushSubscriptions.Where(subscription => users.Contains(subscription.UserId)).Select(subscription => subscription.UserId).Distinct().ToListAsync(ct)];
        return new Preferences(own, phones, subscribed);
    }

    private sealed record Sender(string Name, NotificationTerms Terms);

    /// <param name="Subscribed">Those with a browser that takes push messages.</param>
    private sealed record Preferences(Dictionary<Guid, NotificationPreferences> Own, Dictionary<Guid, string?> Phones, HashSet<Guid> Subscribed)
    {
        /// <summary>Whether there is anything to send to now. Reminders do not ask: until they are due a browser may be subscribed.</summary>
        public bool Reaches(NotificationChannel channel, Person to) => channel != NotificationChannel.Push || (to.UserId is { } id && Subscribed.Contains(id));

        /// <summary>The number that a user has agreed to be called on is the own one, else that of the booking.</summary>
        public (NotificationPreferences? Own, string? Phone) Of(Person to) =>
            to.UserId is { } id && Own.TryGetValue(id, out NotificationPreferences? own) ? (own, Phones.GetValueOrDefault(id) ?? to.Phone) : (null, null);
    }
}
