namespace Booking.Application.Tickets;

/// <summary>Makes and checks the tokens that stand on tickets. A token holds for the tenant it was made for only.</summary>
public interface ITicketTokens
{
    /// <summary>The public keys of all tokens that are accepted; the first one's private key signs.</summary>
    IReadOnlyList<TicketKeyView> Keys { get; }

    /// <summary>A token in base64url. Made twice it is another text and means the same.</summary>
    string Sign(Guid tenantId, TicketCredential credential);

    TokenReading Read(Guid tenantId, string token);
}

/// <summary>What a token says.</summary>
/// <param name="OfferingId">Whose door the ticket opens.</param>
public sealed record TicketCredential(Guid TicketId, Guid OfferingId, string? Seat);

/// <param name="Credential">Null where the token is refused.</param>
/// <param name="Refusal">One of <see cref="Domain.Tickets.ScanRefusals"/>, or null.</param>
public sealed record TokenReading(TicketCredential? Credential, string? Refusal);

/// <summary>A public key as in RFC 7517 and 7518.</summary>
/// <param name="X">Base64url, like <paramref name="Y"/>.</param>
public sealed record TicketKeyView(string Kty, string Crv, string Kid, string Use, string Alg, string X, string Y);
