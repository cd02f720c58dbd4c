namespace Booking.Application.Catalog;

using Booking.Domain.Common;

internal static class OfferingErrors
{
    /// <summary>The same answer for what does not exist, what is another tenant's, and what is not offered any more.</summary>
    public static readonly Error NotFound = Error.NotFound("offering_not_found", "There is no such offering.");

    public static readonly Error NotTheOwner = new("not_the_owner", "This offering is another provider's.", ErrorKind.Forbidden);
}
