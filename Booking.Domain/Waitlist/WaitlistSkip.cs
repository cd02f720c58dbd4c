namespace Booking.Domain.Waitlist;

/// <summary>That somebody behind an entry was offered something, and why the entry was not. Never changed.</summary>
/// <param name="Reason">One of <see cref="Common.Reason"/>, or the code of the refusal.</param>
/// <param name="Needed">The fewest places that would have done.</param>
/// <param name="Offered">How many the one behind was offered.</param>
/// <param name="Passes">How often the entry had been passed since it last held the others up.</param>
public sealed record WaitlistSkip(Guid TenantId, Guid Id, Guid EntryId, DateTimeOffset At, string Reason, int Needed, int Offered, int Passes);

/// <summary>How far those in front may be passed: so often, and then those behind wait for them no longer than this.</summary>
public sealed record SkipRule(int MaxPasses, TimeSpan MaxBlock);
