namespace Booking.Application.Payments;

using System.Security.Cryptography;
using System.Text;
using Booking.Application.Abstractions;
using Booking.Application.Bookings;
using Booking.Domain.Bookings;
using Booking.Domain.Common;
using Booking.Domain.Payments;
using FluentValidation;
using MediatR;

/// <summary>Opens a payment at a provider: for the whole of a booking, or for the difference of the change that waits for it.</summary>
public sealed record OpenPaymentProcess(Guid BookingId, string Provider, string? ReturnUrl) : IProcess<PaymentView>;

internal sealed class OpenPaymentValidator : AbstractValidator<OpenPaymentProcess>
{
    public OpenPaymentValidator()
    {
        RuleFor(process => process.Provider).NotEmpty().MaximumLength(40);
        RuleFor(process => process.ReturnUrl)
            .Must(url => Uri.TryCreate(url, UriKind.Absolute, out Uri? uri) && (uri.Scheme == Uri.UriSchemeHttps || uri.Scheme == Uri.UriSchemeHttp))
            .WithMessage("The return URL must be absolute, http or https.")
            .MaximumLength(2000)
            .When(process => process.ReturnUrl is not null);
    }
}

internal sealed class OpenPaymentHandler(IBookingDb db, IUnitOfWork unitOfWork, IPaymentProviders providers, IPaymentTenants tenants, PendingChanges pending, RequestContext context)
    : IRequestHandler<OpenPaymentProcess, Result<PaymentView>>
{
    public async Task<Result<PaymentView>> Handle(OpenPaymentProcess process, CancellationToken cancellationToken)
    {
        if (await unitOfWork.FindReplayAsync<Result<PaymentView>>(cancellationToken) is { } replay)
        {
            return replay;
        }

        if (providers.Find(process.Provider) is not { } provider)
        {
            return PaymentErrors.UnknownProvider;
        }

        // Three steps: our row, the provider's, both tied together. The row's id comes from the idempotency key, so whoever repeats a
        // request that broke off after any step goes on with the same payment.
        IdempotencyKey? key = context.Idempotency;
        context.Idempotency = null;
        Result<Payment> opened = await unitOfWork.RunAsync(ct => PrepareAsync(process, PaymentId(key), ct), cancellationToken);
        if (opened.IsFailure)
        {
            return opened.Error;
        }

        Uri? returnUrl = process.ReturnUrl is null ? null : new Uri(process.ReturnUrl);
        Result<ProviderPayment> answer = await provider.OpenAsync(opened.Value, returnUrl, cancellationToken);
        if (answer.IsFailure)
        {
            return answer.Error;
        }

        context.Idempotency = key;
        return await unitOfWork.RunAsync(ct => CompleteAsync(opened.Value.Id, answer.Value, ct), cancellationToken);
    }

    private async Task<Result<Payment>> PrepareAsync(OpenPaymentProcess process, Guid paymentId, CancellationToken ct)
    {
        Booking? booking = await db.LockBookingAsync(process.BookingId, ct);
        if (booking is null || !context.MayUse(booking.CustomerId, booking.TokenHash))
        {
            return BookingErrors.NotFound;
        }

        if (await db.LockPaymentAsync(paymentId, ct) is { } begun)
        {
            return begun.BookingId == booking.Id ? begun : BookingErrors.NotPayable;
        }

        BookingChange? change = booking.Status == BookingStatus.Confirmed ? await pending.FindAsync(booking.Id, ct) : null;
        Result<Done> payable = change is null ? booking.CheckPayable(unitOfWork.Now)
            : change.StatusAt(unitOfWork.Now) == ChangeStatus.Lapsed ? BookingErrors.PaymentWindowClosed : Result.Success;
        if (payable.IsFailure)
        {
            return payable.Error;
        }

        Payment payment = Payment.Open(paymentId, context.TenantId, booking.Id, process.Provider, change?.Difference ?? booking.Price.Total, unitOfWork.Now, change?.Id);
        db.Payments.Add(payment);
        await tenants.RememberAsync(paymentId, ct);
        return payment;
    }

    private async Task<Result<PaymentView>> CompleteAsync(Guid paymentId, ProviderPayment answer, CancellationToken ct)
    {
        Payment payment = await db.LockPaymentAsync(paymentId, ct) ?? throw new InvalidOperationException($"Payment {paymentId} has vanished.");
        payment.Opened(answer.Reference, answer.CheckoutUrl);
        return PaymentView.Of(payment, answer.ClientSecret);
    }

    private Guid PaymentId(IdempotencyKey? key) => key is null
        ? Guid.CreateVersion7()
        : new Guid(SHA256.HashData(Encoding.UTF8.GetBytes($"payment\n{context.TenantId}\n{key.Caller}\n{key.Route}\n{key.Key}")).AsSpan(0, 16));
}

/// <summary>Remembers which tenant a payment belongs to, for webhooks, which name no tenant.</summary>
public interface IPaymentTenants
{
    /// <summary>Inside the unit of work that opens the payment.</summary>
    Task RememberAsync(Guid paymentId, CancellationToken ct);

    /// <returns>Null for a payment that was never opened here.</returns>
    Task<Guid?> FindAsync(Guid paymentId, CancellationToken ct);
}
