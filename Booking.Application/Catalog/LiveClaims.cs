namespace Booking.Application.Catalog;

using Booking.Application.Holds;
using Booking.Domain.Holds;

/// <summary>The claims that take inventory at a moment: what is sold, and what is held and not overdue. An overdue hold counts as free before anybody has expired it.</summary>
public static class LiveClaims
{
    public static IQueryable<SlotClaimRow> Live(this IQueryable<SlotClaimRow> claims, DateTimeOffset now) =>
        claims.Where(claim => claim.State == ClaimState.Booked || (claim.State == ClaimState.Held && claim.ExpiresAt > now));

    public static IQueryable<SeatClaimRow> Live(this IQueryable<SeatClaimRow> claims, DateTimeOffset now) =>
        claims.Where(claim => claim.State == ClaimState.Booked || (claim.State == ClaimState.Held && claim.ExpiresAt > now));

    public static IQueryable<LegClaimRow> Live(this IQueryable<LegClaimRow> claims, DateTimeOffset now) =>
        claims.Where(claim => claim.State == ClaimState.Booked || (claim.State == ClaimState.Held && claim.ExpiresAt > now));

    /// <summary>Places held but not sold; the sold ones are in the pool's own counter.</summary>
    public static IQueryable<QuotaClaimRow> LiveHeld(this IQueryable<QuotaClaimRow> claims, DateTimeOffset now) =>
        claims.Where(claim => claim.State == ClaimState.Held && claim.ExpiresAt > now);

    public static string StatusOf(ClaimState state) => state == ClaimState.Held ? InventoryStatus.Held : InventoryStatus.Booked;
}

/// <summary>The words of the API for what a piece of inventory is.</summary>
public static class InventoryStatus
{
    public const string Free = "free";

    public const string Held = "held";

    public const string Booked = "booked";

    public const string Blocked = "blocked";

    public const string Blackout = "blackout";

    /// <summary>Somebody has asked for it, and it can be had until that is answered.</summary>
    public const string Requested = "requested";
}

/// <summary>What a client can do with an offering, so that it needs no rules of its own.</summary>
public static class OfferingActions
{
    public static readonly IReadOnlyList<string> None = [];

    private static readonly IReadOnlyList<string> Hold = ["hold"];

    public static IReadOnlyList<string> When(bool canBeHeld) => canBeHeld ? Hold : None;
}
