namespace Booking.Application.Waitlist;

using Booking.Domain.Holds;
using Booking.Domain.Waitlist;

/// <summary>Limits of waitlists; section <c>Waitlist</c>.</summary>
public sealed class WaitlistOptions
{
    /// <summary>How long an offer lasts; at most the two hours of any hold.</summary>
    public TimeSpan OfferTime { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>Live entries of one customer.</summary>
    public int MaxPerCustomer { get; set; } = 20;

    /// <summary>Live entries of one offering's queue.</summary>
    public int MaxPerQueue { get; set; } = 2_000;

    /// <summary>How often somebody who does not fit may be passed by those behind.</summary>
    public int MaxPasses { get; set; } = 10;

    /// <summary>How long those behind then wait for such a group.</summary>
    public TimeSpan MaxBlock { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>Offers that one transaction makes at most.</summary>
    public int BatchSize { get; set; } = 10;

    internal SkipRule SkipRule => new(MaxPasses, MaxBlock);

    public bool IsValid => OfferTime > TimeSpan.Zero && OfferTime <= Hold.HardCap && MaxPerCustomer > 0 && MaxPerQueue > 0 && MaxPasses > 0 && MaxBlock >= TimeSpan.Zero && BatchSize > 0;
}
