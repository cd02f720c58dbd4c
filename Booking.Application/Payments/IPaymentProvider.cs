namespace Booking.Application.Payments;

using Booking.Domain.Common;
using Booking.Domain.Payments;

/// <summary>One way to be paid. Called outside transactions only; every call has a timeout and can be repeated.</summary>
public interface IPaymentProvider
{
    /// <summary>The name in requests and webhook paths, e.g. <c>sandbox</c>.</summary>
    string Name { get; }

    /// <summary>Opens a payment at the provider; the payment's id is the idempotency key.</summary>
    Task<Result<ProviderPayment>> OpenAsync(Payment payment, Uri? returnUrl, CancellationToken ct);

    /// <summary>Pays money back; the refund's id is the idempotency key.</summary>
    Task<Result<ProviderRefund>> RefundAsync(Payment payment, Refund refund, CancellationToken ct);

    /// <summary>Checks a webhook's signature and age over the raw body, and reads it.</summary>
    /// <param name="header">Returns a request header's value, or null.</param>
    Result<ProviderEvent> Read(Func<string, string?> header, ReadOnlyMemory<byte> body, DateTimeOffset now);
}

/// <summary>The providers that are switched on.</summary>
public interface IPaymentProviders
{
    IPaymentProvider? Find(string name);
}

/// <param name="Reference">The provider's id of the payment.</param>
public sealed record ProviderPayment(string Reference, string CheckoutUrl, string? ClientSecret);

public sealed record ProviderRefund(string Reference);

/// <summary>What a provider tells us; its id is applied once.</summary>
public sealed record ProviderEvent(string Id, ProviderEventType Type, Guid PaymentId, Money Amount);

public enum ProviderEventType
{
    /// <summary>The money has arrived.</summary>
    Succeeded,

    /// <summary>The payment was refused.</summary>
    Failed,

    /// <summary>Something that changes nothing here; it is acknowledged.</summary>
    Other,
}
