namespace Booking.Application.Holds;

/// <summary>
/// What is known of offerings without reading them for every hold. It may be out of date: each hold carries the stamps of what it was
/// granted by, and the transaction that takes the inventory compares them with the rows as they are then.
/// </summary>
public interface ITerms
{
    /// <param name="read">Reads what is to be known; null where there is no such offering. Runs behind the reading of the stamp, so a change in between shows.</param>
    /// <returns>Null where there is no such offering.</returns>
    ValueTask<KnownTerms?> FindAsync(TermsKey key, Func<CancellationToken, Task<object?>> read, CancellationToken ct);

    /// <summary>They have turned out to be out of date.</summary>
    void Forget(IReadOnlyCollection<TermsKey> keys);
}

/// <summary>Whose terms.</summary>
public readonly record struct TermsKey(TermsKind Kind, Guid Id);

/// <param name="Stamp">Differs as soon as one of the rows behind the value has been changed.</param>
public sealed record KnownTerms(TermsKey Key, string Stamp, object Value);

/// <summary>Terms that take more memory than others.</summary>
public interface ILargeTerms
{
    /// <summary>In times of an offering without seats; 1 or more.</summary>
    int Weight { get; }
}

/// <summary>Which rows are behind a stamp.</summary>
public enum TermsKind
{
    /// <summary>The tenant, its price rules and fees.</summary>
    Tenant,

    /// <summary>A ticket type of general admission and its event.</summary>
    TicketType,

    /// <summary>An event with named seats, their plan and types.</summary>
    SeatedEvent,

    /// <summary>A car.</summary>
    Car,

    /// <summary>A hall, without its extras.</summary>
    Venue,

    /// <summary>A product with its variants and add-ons.</summary>
    Product,

    /// <summary>A trip with its stops, bus, route and fares.</summary>
    Trip,
}

/// <summary>Collects what one hold is granted by.</summary>
internal sealed class UsedTerms(ITerms terms)
{
    private readonly List<KnownTerms> _used = [];

    public IReadOnlyList<KnownTerms> All => _used;

    public async ValueTask<TValue?> FindAsync<TValue>(TermsKind kind, Guid id, Func<CancellationToken, Task<TValue?>> read, CancellationToken ct)
        where TValue : class
    {
        KnownTerms? known = await terms.FindAsync(new TermsKey(kind, id), async ct => await read(ct), ct);
        if (known is not null && !_used.Exists(used => used.Key == known.Key))
        {
            _used.Add(known);
        }

        return (TValue?)known?.Value;
    }
}
