namespace Booking.Domain.Common;

/// <summary>What kind of refusal an <see cref="Error"/> is; the API maps each kind to one HTTP status.</summary>
public enum ErrorKind
{
    /// <summary>The request is not of the stated form (400).</summary>
    Invalid,

    /// <summary>Nobody is signed in, or the credential is wrong (401).</summary>
    Unauthenticated,

    /// <summary>Signed in, but not allowed (403).</summary>
    Forbidden,

    /// <summary>There is no such thing for this tenant and caller (404).</summary>
    NotFound,

    /// <summary>The state of the system stands against it (409).</summary>
    Conflict,

    /// <summary>It was there and has ended: a lapsed hold, quote or offer (410).</summary>
    Gone,

    /// <summary>The caller's copy is stale (412).</summary>
    PreconditionFailed,

    /// <summary>The change does not say which copy it starts from (428).</summary>
    PreconditionRequired,

    /// <summary>A well-formed request that a rule refuses (422).</summary>
    RuleViolated,

    /// <summary>Too many requests (429).</summary>
    TooMany,

    /// <summary>A dependency is busy or away; the same request may succeed later (503).</summary>
    Unavailable,
}

/// <summary>A refusal: part of the contract, not an exception.</summary>
/// <param name="Code">Stable, machine-readable, snake_case; documented in docs/errors.md.</param>
/// <param name="Message">One sentence for a person; may change.</param>
/// <param name="Kind">Decides the HTTP status.</param>
public sealed record Error(string Code, string Message, ErrorKind Kind)
{
    /// <summary>JSON Pointer into the request → messages; empty when the refusal is about no single member.</summary>
    public IReadOnlyDictionary<string, string[]> Fields { get; init; } = NoFields;

    /// <summary>Further members of the problem answer, such as <c>conflicts</c> and <c>alternatives</c>.</summary>
    public IReadOnlyDictionary<string, object?> Extensions { get; init; } = NoExtensions;

    /// <summary>Why an offering says no: one of <see cref="Common.Reason"/>, the same word in a refused hold and in a search for availability.</summary>
    public string? Reason { get; init; }

    /// <summary>Set where repeating the same request later can succeed.</summary>
    public TimeSpan? RetryAfter { get; init; }

    private static readonly IReadOnlyDictionary<string, string[]> NoFields = new Dictionary<string, string[]>();
    private static readonly IReadOnlyDictionary<string, object?> NoExtensions = new Dictionary<string, object?>();

    public static Error Invalid(string code, string message) => new(code, message, ErrorKind.Invalid);

    public static Error NotFound(string code, string message) => new(code, message, ErrorKind.NotFound);

    public static Error Conflict(string code, string message) => new(code, message, ErrorKind.Conflict);

    public static Error Gone(string code, string message) => new(code, message, ErrorKind.Gone);

    /// <summary>A broken business rule, pointing at the member of the request that breaks it.</summary>
    /// <param name="reason">One of <see cref="Common.Reason"/>, where the rule is about when or how much an offering can be had.</param>
    public static Error Rule(string pointer, string message, string? reason = null) =>
        new("rule_violated", "The request breaks a rule of the offering.", ErrorKind.RuleViolated)
        {
            Fields = new Dictionary<string, string[]> { [pointer] = [message] },
            Reason = reason,
        };

    /// <summary>The same error with every pointer moved below <paramref name="prefix"/>.</summary>
    public Error Under(string prefix) => Fields.Count == 0
        ? this
        : this with { Fields = Fields.ToDictionary(field => prefix + field.Key, field => field.Value) };
}
