namespace Booking.Domain.Catalog;

using Booking.Domain.Common;

public static class VoucherErrors
{
    public const string Pointer = "/voucherCode";

    public static readonly Error NotFound = Error.NotFound("voucher_not_found", "There is no such voucher.");

    /// <summary>The same answer for what was never given out, what was withdrawn and what cannot be a code.</summary>
    public static readonly Error Unknown = Refuse("voucher_unknown", "This voucher is not known.");

    public static readonly Error Expired = Refuse("voucher_expired", "This voucher is not valid at this time.");

    public static readonly Error UsedUp = new("voucher_used_up", "This voucher has been used as often as it may be.", ErrorKind.Conflict)
    {
        Fields = new Dictionary<string, string[]> { [Pointer] = ["This voucher has been used as often as it may be."] },
    };

    public static readonly Error CodeTaken = Error.Conflict("voucher_code_taken", "There is such a code already.");

    public static Error NotApplicable(string why) => Refuse("voucher_not_applicable", why);

    public static Error TooManyAttempts(TimeSpan retryAfter) =>
        new("too_many_attempts", "Too many voucher codes have been tried; wait and try again.", ErrorKind.TooMany) { RetryAfter = retryAfter };

    private static Error Refuse(string code, string message) => new(code, message, ErrorKind.RuleViolated) { Fields = new Dictionary<string, string[]> { [Pointer] = [message] } };
}
