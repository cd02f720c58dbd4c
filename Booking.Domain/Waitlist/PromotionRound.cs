namespace Booking.Domain.Waitlist;

/// <summary>
/// Who of a queue is tried next: first come, first served. Whoever does not fit is passed by those behind, as often as the rule allows;
/// from then on those who compete with it wait. Nothing may be given back between the first and the last step of a round.
/// </summary>
/// <param name="waiting">In the order in which they joined.</param>
public sealed class PromotionRound(IReadOnlyList<WaitlistEntry> waiting, SkipRule rule, Func<Guid> newId, DateTimeOffset now)
{
    private readonly Dictionary<string, (int Least, string Reason)> _lacking = [];
    private readonly List<(WaitlistEntry Entry, string Reason, bool IsLack)> _passed = [];
    private readonly List<WaitlistSkip> _skips = [];
    private int _next;

    /// <summary>Who was passed, for the record.</summary>
    public IReadOnlyList<WaitlistSkip> Skips => _skips;

    /// <returns>Null at the end of the queue.</returns>
    public WaitlistEntry? Next()
    {
        while (_next < waiting.Count)
        {
            WaitlistEntry entry = waiting[_next++];
            if (_passed.Exists(before => before.IsLack && before.Entry.Blocks(now) && before.Entry.Competes(entry)))
            {
                continue;
            }

            // Where so many of a thing cannot be had, as many or more of it cannot either.
            if (_lacking.TryGetValue(entry.WishKey, out (int Least, string Reason) lack) && lack.Least <= entry.Least)
            {
                _passed.Add((entry, lack.Reason, true));
                continue;
            }

            return entry;
        }

        return null;
    }

    /// <summary>The entry that was tried has been offered so many places.</summary>
    public void Offered(WaitlistEntry entry, int quantity)
    {
        foreach ((WaitlistEntry before, string reason, bool isLack) in _passed.Where(before => before.Entry.Competes(entry)))
        {
            _skips.Add(isLack ? before.PassOver(newId(), reason, quantity, rule, now) : before.Refuse(newId(), reason, quantity, now));
        }
    }

    /// <summary>The entry that was tried cannot have it.</summary>
    /// <param name="isLack">True where too little is free.</param>
    public void Refused(WaitlistEntry entry, string reason, bool isLack)
    {
        _passed.Add((entry, reason, isLack));
        if (isLack && !(_lacking.TryGetValue(entry.WishKey, out (int Least, string Reason) lack) && lack.Least <= entry.Least))
        {
            _lacking[entry.WishKey] = (entry.Least, reason);
        }
    }
}
