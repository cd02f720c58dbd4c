namespace Booking.Application.Catalog;

using Booking.Domain.Common;

internal static class OfferingErrors
{
    /// <summary>The same answer for what does not exist, what is another tenant's, and what is not offered any more.</summary>
    public static readonly Error NotFound = Error.NotFound("offering_not_found", "There is no such offering.");

    public static readonly Error NotTheOwner = new("not_the_owner", "This offering is another provider's.", ErrorKind.Forbidden);

    public static readonly Error ProviderNotFound = Error.NotFound("provider_not_found", "There is no such provider.");

    public static readonly Error VariantNotFound = Error.NotFound("variant_not_found", "The product has no such variant.");

    public static readonly Error AddOnNotFound = Error.NotFound("add_on_not_found", "The offering has no such add-on.");

    public static readonly Error SessionNotFound = Error.NotFound("session_not_found", "The class has no such session.");
}
