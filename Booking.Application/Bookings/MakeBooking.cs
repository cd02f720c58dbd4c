namespace Booking.Application.Bookings;

using Booking.Application.Abstractions;
using Booking.Application.Holds;
using Booking.Domain.Bookings;
using Booking.Domain.Common;
using Booking.Domain.Holds;
using Booking.Domain.Users;
using FluentValidation;
using MediatR;

/// <summary>Turns a hold into a booking; only here is it decided whether the hold is still good.</summary>
public sealed record MakeBookingCommand(
    Guid HoldId,
    Customer Customer,
    IReadOnlyList<Passenger> Passengers,
    string? VoucherCode,
    IReadOnlyDictionary<string, string> Metadata) : ICommand<BookingView>;

internal sealed class MakeBookingValidator : AbstractValidator<MakeBookingCommand>
{
    private const int MetadataMaxLength = 500;
    private const string NoEmail = "This is not a mail address.";
    private const string NoPhone = "A phone number is written in E.164, e.g. +4930123456.";
    private const string OneLine = "A name has no control characters.";

    public MakeBookingValidator()
    {
        RuleFor(command => command.HoldId).NotEmpty();
        RuleFor(command => command.Customer).NotNull();
        When(command => command.Customer is not null, () =>
        {
            RuleFor(command => command.Customer.Name).NotEmpty().MaximumLength(User.NameMaxLength).Must(Formats.IsOneLine).WithMessage(OneLine);
            // The patterns are also the document's, where $ means the end; here it lets a line break through.
            RuleFor(command => command.Customer.Email).NotEmpty().MaximumLength(User.EmailMaxLength).Matches(Formats.Email).WithMessage(NoEmail).Must(Formats.IsOneLine).WithMessage(NoEmail);
            RuleFor(command => command.Customer.Phone).Matches(Formats.Phone).WithMessage(NoPhone)
                .Must(phone => Formats.IsOneLine(phone!)).WithMessage(NoPhone).When(command => command.Customer.Phone is not null);
        });
        RuleFor(command => command.Passengers).Must(passengers => passengers.Count <= Hold.MaxClaims).WithMessage($"At most {Hold.MaxClaims} passengers.");
        RuleForEach(command => command.Passengers).ChildRules(passenger =>
        {
            passenger.RuleFor(person => person.Name).NotEmpty().MaximumLength(User.NameMaxLength).Must(Formats.IsOneLine).WithMessage(OneLine);
            passenger.RuleFor(person => person.Item).InclusiveBetween(0, Hold.MaxItems - 1);
        });
        RuleFor(command => command.Metadata)
            .Must(metadata => metadata.Count <= Booking.MetadataMaxKeys).WithMessage($"At most {Booking.MetadataMaxKeys} keys.")
            .Must(metadata => metadata.All(pair => IsKey(pair.Key) && IsValue(pair.Value))).WithMessage($"Keys have 1 to 40, values up to {MetadataMaxLength} characters, none of them NUL.");
    }

    private static bool IsKey(string key) => key.Length is > 0 and <= 40 && Formats.IsOneLine(key);

    // JSON lets a null into any map.
    private static bool IsValue(string? value) => value is { Length: <= MetadataMaxLength } && Formats.IsStorable(value);
}

internal sealed class MakeBookingHandler(IBookingDb db, IUnitOfWork unitOfWork, IClaimStore claims, IBookingNumbers numbers, RequestContext context, HoldOptions options)
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

        if (command.VoucherCode is not null)
        {
            return Error.Rule("/voucherCode", "This voucher is not known.");
        }

        Result<Done> named = CheckPassengers(command.Passengers, hold.Items);
        if (named.IsFailure)
        {
            return named.Error;
        }

        Result<Done> converted = hold.Convert(now);
        if (converted.IsFailure)
        {
            return converted.Error;
        }

        Booking booking = Booking.Make(
            Guid.CreateVersion7(now), await numbers.NextAsync(cancellationToken), hold, command.Customer, command.Passengers, command.Metadata,
            CancellationPolicy.Default, options.PaymentWindow, now);
        if (!await claims.TryConvertAsync(hold.Id, booking.Id, booking.PayBefore, cancellationToken))
        {
            return HoldErrors.Expired;
        }

        db.Bookings.Add(booking);
        return BookingView.Of(booking, now);
    }

    private static Result<Done> CheckPassengers(IReadOnlyList<Passenger> passengers, IReadOnlyList<HoldItem> items)
    {
        for (int i = 0; i < passengers.Count; i++)
        {
            Passenger passenger = passengers[i];
            if (passenger.Item >= items.Count)
            {
                return Error.Rule($"/passengers/{i}/item", "The hold has no such item.");
            }

            if (passenger.Seat is { } seat && !items[passenger.Item].Seats.Contains(seat))
            {
                return Error.Rule($"/passengers/{i}/seat", $"The item does not hold seat {seat}.");
            }
        }

        return Result.Success;
    }
}

/// <summary>Gives out booking numbers without making anybody wait; a number of a failed booking is not given out again.</summary>
public interface IBookingNumbers
{
    Task<string> NextAsync(CancellationToken ct);
}
