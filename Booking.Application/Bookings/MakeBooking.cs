namespace Booking.Application.Bookings;

using Booking.Application.Abstractions;
using Booking.Application.Attribution;
using Booking.Application.Catalog;
using Booking.Application.Holds;
using Booking.Domain.Attribution;
using Booking.Domain.Bookings;
using Booking.Domain.Catalog;
using Booking.Domain.Common;
using Booking.Domain.Holds;
using Booking.Domain.Users;
using FluentValidation;
using MediatR;

/// <summary>Turns a hold into a booking; only here is it decided whether the hold is still good.</summary>
/// <param name="Attribution">Where the customer came from; null where nobody says so.</param>
public sealed record MakeBookingCommand(
    Guid HoldId,
    Customer Customer,
    IReadOnlyList<Passenger> Passengers,
    string? VoucherCode,
    IReadOnlyDictionary<string, string> Metadata,
    AttributionDetails? Attribution = null) : ICommand<BookingView>, ITriesVoucher, IAuditedByEvent;

internal sealed class MakeBookingValidator : AbstractValidator<MakeBookingCommand>
{
    private const int MetadataMaxLength = 500;
    private const string NoEmail = "This is not a mail address.";
    private const string NoPhone = "A phone number is written in E.164, e.g. +4930123456.";

    public MakeBookingValidator()
    {
        RuleFor(command => command.HoldId).NotEmpty();
        RuleFor(command => command.Customer).NotNull();
        When(command => command.Customer is not null, () =>
        {
            RuleFor(command => command.Customer.Name).NotEmpty().MaximumLength(User.NameMaxLength).Must(Formats.IsOneLine).WithMessage(PassengerValidator.OneLine);
            // The patterns are also the document's, where $ means the end; here it lets a line break through.
            RuleFor(command => command.Customer.Email).NotEmpty().MaximumLength(User.EmailMaxLength).Matches(Formats.Email).WithMessage(NoEmail).Must(Formats.IsOneLine).WithMessage(NoEmail);
            RuleFor(command => command.Customer.Phone).Matches(Formats.Phone).WithMessage(NoPhone)
                .Must(phone => Formats.IsOneLine(phone!)).WithMessage(NoPhone).When(command => command.Customer.Phone is not null);
        });
        RuleFor(command => command.Passengers).Must(passengers => passengers.Count <= Hold.MaxClaims).WithMessage($"At most {Hold.MaxClaims} passengers.");
        RuleForEach(command => command.Passengers).SetValidator(new PassengerValidator());
        RuleFor(command => command.Metadata)
            .Must(metadata => metadata.Count <= Booking.MetadataMaxKeys).WithMessage($"At most {Booking.MetadataMaxKeys} keys.")
            .Must(metadata => metadata.All(pair => IsKey(pair.Key) && IsValue(pair.Value))).WithMessage($"Keys have 1 to 40, values up to {MetadataMaxLength} characters, none of them NUL.");
        RuleFor(command => command.Attribution!).SetValidator(new AttributionValidator()).When(command => command.Attribution is not null);
    }

    private static bool IsKey(string key) => key.Length is > 0 and <= 40 && Formats.IsOneLine(key);

    // JSON lets a null into any map.
    private static bool IsValue(string? value) => value is { Length: <= MetadataMaxLength } && Formats.IsStorable(value);
}

internal sealed class PassengerValidator : AbstractValidator<Passenger>
{
    public const string OneLine = "A name has no control characters.";

    private const string DocumentNumber = @"^[\p{L}\p{N}][\p{L}\p{N} -]{1,38}[\p{L}\p{N}]\z";
    private const string Country = @"^[A-Z]{2,3}\z";

    public PassengerValidator()
    {
        RuleFor(person => person.Name).NotEmpty().MaximumLength(User.NameMaxLength).Must(Formats.IsOneLine).WithMessage(OneLine);
        RuleFor(person => person.Item).InclusiveBetween(0, Hold.MaxItems - 1);
        RuleFor(person => person.Type).Length(1, 40).When(person => person.Type is not null);
        RuleFor(person => person.BirthDate).GreaterThan(new DateOnly(1900, 1, 1)).When(person => person.BirthDate is not null);
        RuleFor(person => person.Document!.Number).Matches(DocumentNumber).WithMessage("A document's number has 3 to 40 letters, digits, blanks and dashes.").When(person => person.Document is not null);
        RuleFor(person => person.Document!.Country).Matches(Country).WithMessage("A country is written in ISO 3166, with two or three capital letters.").When(person => person.Document is not null);
    }
}

internal sealed class MakeBookingHandler(IBookingDb db, IUnitOfWork unitOfWork, IClaimStore claims, IBookingNumbers numbers, VoucherRedemption vouchers, RequestContext context, HoldOptions options)
    : IRequestHandler<MakeBookingCommand, Result<BookingView>>
{
    public async Task<Result<BookingView>> Handle(MakeBookingCommand command, CancellationToken cancellationToken)
    {
        DateTimeOffset now = unitOfWork.Now;
        Hold? hold = await db.LockHoldAsync(command.HoldId, cancellationToken);
        if (hold is null || !context.MayUse(hold.CustomerId, hold.TokenHash))
        {
            return HoldErrors.NotFound;
        }

        Result<Done> named = PassengerRules.Check(command.Passengers, hold.Items);
        if (named.IsFailure)
        {
            return named.Error;
        }

        Result<Done> converted = hold.Convert(now);
        if (converted.IsFailure)
        {
            return converted.Error;
        }

        Result<Done> redeemed = await RedeemAsync(command.VoucherCode, hold, cancellationToken);
        if (redeemed.IsFailure)
        {
            return redeemed.Error;
        }

        Booking booking = Booking.Make(
            Guid.CreateVersion7(now), await numbers.NextAsync(cancellationToken), hold, command.Customer, command.Passengers, command.Metadata,
            options.PaymentWindow, now);
        if (!await claims.TryConvertAsync(hold.Id, booking.Id, booking.PayBefore, cancellationToken))
        {
            return HoldErrors.Expired;
        }

        db.Bookings.Add(booking);
        if (command.Attribution is { } attribution)
        {
            db.BookingAttributions.Add(BookingAttribution.Capture(context.TenantId, booking.Id, attribution with { Address = AddressOf(context) }, now));
        }

        return BookingView.Of(booking, now, context);
    }

    private static string? AddressOf(RequestContext context) =>
        context.Address is { IsIPv4MappedToIPv6: true } mapped ? mapped.MapToIPv4().ToString() : context.Address?.ToString();

    private async Task<Result<Done>> RedeemAsync(string? code, Hold hold, CancellationToken ct)
    {
        if (code is null || (hold.VoucherId is { } known && (await vouchers.FindAsync(code, ct))?.Id == known))
        {
            return Result.Success;
        }

        Result<Redemption> redemption = await vouchers.RedeemAsync(code, hold.Items, hold.Price, hold.CustomerId, hold.Id, ct);
        if (redemption.IsFailure)
        {
            return redemption.Error;
        }

        Result<Done> redeemed = hold.Redeem(redemption.Value.VoucherId, redemption.Value.Price);
        if (redeemed.IsFailure || redemption.Value.Claims.Count == 0)
        {
            return redeemed;
        }

        return (await claims.TryAddAsync(hold.Id, redemption.Value.Claims, hold.ExpiresAt, ct)).Outcome switch
        {
            ClaimOutcome.Claimed => redeemed,
            ClaimOutcome.Busy => HoldErrors.Busy,
            _ => VoucherErrors.UsedUp,
        };
    }
}

/// <summary>Gives out booking numbers without making anybody wait; a number of a failed booking is not given out again.</summary>
public interface IBookingNumbers
{
    Task<string> NextAsync(CancellationToken ct);
}
