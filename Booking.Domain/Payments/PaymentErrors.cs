namespace Booking.Domain.Payments;

using Booking.Domain.Common;

public static class PaymentErrors
{
    public static readonly Error NotFound = Error.NotFound("payment_not_found", "There is no such payment.");

    public static readonly Error UnknownProvider = Error.Rule("/provider", "This payment provider is not switched on.");

    public static readonly Error InvalidSignature = new("invalid_signature", "The webhook's signature is missing, wrong or too old.", ErrorKind.Unauthenticated);

    public static readonly Error AmountMismatch = new("amount_mismatch", "Amount or currency differ from what this payment was opened for.", ErrorKind.RuleViolated);

    public static readonly Error ProviderUnavailable = new("provider_unavailable", "The payment provider does not answer; try again.", ErrorKind.Unavailable)
    {
        RetryAfter = TimeSpan.FromSeconds(5),
    };

    public static readonly Error RefundTooLarge = new("refund_too_large", "More would be paid back than was paid.", ErrorKind.RuleViolated);
}
