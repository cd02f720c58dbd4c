namespace Booking.Application.Receipts;

using Booking.Domain.Common;

public static class ReceiptErrors
{
    public static readonly Error NotFound = Error.NotFound("receipt_not_found", "There is no such receipt.");

    public static readonly Error FileUnavailable = new("receipt_unavailable", "The receipt's file cannot be read at the moment.", ErrorKind.Unavailable)
    {
        RetryAfter = TimeSpan.FromSeconds(5),
    };
}
