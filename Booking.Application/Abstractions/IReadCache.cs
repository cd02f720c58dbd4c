namespace Booking.Application.Abstractions;

using Booking.Domain.Common;

/// <param name="Lifetime">How old an answer may be when no change of it becomes known; one of <see cref="CacheLifetimes"/>.</param>
/// <param name="Tags">What the answer tells of, as <see cref="CacheTags"/> names it: when one of these changes, the answer is forgotten.</param>
public sealed record CachePolicy(TimeSpan Lifetime, params IReadOnlyList<string> Tags);

/// <summary>How long answers of each kind are worth keeping.</summary>
public static class CacheLifetimes
{
    /// <summary>What is free. Also bounds how long a hold that has lapsed without anybody's doing is still shown.</summary>
    public static readonly TimeSpan Availability = TimeSpan.FromSeconds(15);

    public static readonly TimeSpan Schedules = TimeSpan.FromMinutes(15);

    public static readonly TimeSpan Routes = TimeSpan.FromHours(1);
}

/// <summary>The names under which answers are forgotten.</summary>
public static class CacheTags
{
    public const string Cars = "cars";
    public const string Venues = "venues";
    public const string Events = "events";
    public const string Trips = "trips";
    public const string Catalog = "catalog";

    /// <summary>One offering: a car, hall, event, trip, service or product.</summary>
    public static string Of(Guid offeringId) => offeringId.ToString("N");

    /// <summary>What the offerings of a kind are, whoever holds or has booked them.</summary>
    /// <param name="kind">One of the constants.</param>
    public static string TermsOf(string kind) => $"{kind}.terms";
}

/// <summary>Answers kept in this host and, shared by all hosts, in Redis. Everything is right without it, only slower.</summary>
public interface IReadCache
{
    /// <summary>The answer that is kept, or the loaded one. Callers that ask for the same at the same moment wait for one loading.</summary>
    /// <param name="question">All that the answer depends on beside tenant and use case.</param>
    Task<TOutcome> GetOrLoadAsync<TOutcome>(Guid tenantId, string useCase, string question, CachePolicy policy, Func<CancellationToken, Task<TOutcome>> load, CancellationToken ct)
        where TOutcome : IOutcome<TOutcome>;

    /// <summary>Forgets what tells of these. When it returns, this host answers anew; other hosts do within moments.</summary>
    void Forget(Guid tenantId, IReadOnlyCollection<string> tags);

    /// <summary>Forgets everything of all tenants.</summary>
    void Clear();
}
