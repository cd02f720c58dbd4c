namespace Booking.Domain.Tests.Waitlist;

using Booking.Domain.Common;
using Booking.Domain.Holds;
using Booking.Domain.Tests.Common;
using Booking.Domain.Waitlist;

internal static class Waiters
{
    public static readonly SkipRule Rule = new(3, TimeSpan.FromMinutes(30));

    public static WaitlistEntry Entry(int quantity, bool allOrNone = true, string key = "ticket/a", string unit = "pool/a", TimeRange? time = null) => WaitlistEntry.Join(
        Guid.CreateVersion7(), Guid.Empty, Guid.NewGuid(),
        new WaitlistWish("event/a", key, [unit], ItemKinds.Ticket, Guid.Empty, "A", quantity, time?.From, time?.To, time is not null, "{}"), allOrNone, Samples.Now);

    /// <summary>An entry with an offer of 15 minutes.</summary>
    public static WaitlistEntry Offered()
    {
        WaitlistEntry entry = Entry(2);
        entry.Offer(Samples.Hold(TimeSpan.FromMinutes(15)), 2, Samples.Now);
        entry.ClearEvents();
        return entry;
    }

    /// <summary>Goes through the queue as long as places are free.</summary>
    /// <returns>Whom it offered how many, and what is left.</returns>
    public static (List<(WaitlistEntry Entry, int Quantity)> Offered, int Left, IReadOnlyList<WaitlistSkip> Skips) Promote(IReadOnlyList<WaitlistEntry> queue, int free, DateTimeOffset now)
    {
        List<(WaitlistEntry Entry, int Quantity)> offered = [];
        PromotionRound round = new([.. queue.Where(entry => entry.Status == WaitlistStatus.Waiting)], Rule, Guid.NewGuid, now);
        while (round.Next() is { } entry)
        {
            if (entry.Least > free)
            {
                round.Refused(entry, Reason.Quota, isLack: true);
                continue;
            }

            int quantity = Math.Min(entry.Quantity, free);
            free -= quantity;
            entry.Offer(Samples.Hold(TimeSpan.FromMinutes(15)), quantity, now);
            round.Offered(entry, quantity);
            offered.Add((entry, quantity));
        }

        return (offered, free, round.Skips);
    }
}
