namespace Booking.Domain.Tests.Payments;

using Booking.Domain.Payments;
using Booking.Domain.Tests.Common;
using Shouldly;
using Xunit;

public sealed class PaymentTests
{
    [Fact]
    public void RequestRefund_WhenOneIsOpenAlready_CountsWhatItPromised()
    {
        Payment payment = Paid(1_000);
        payment.RequestRefund(Guid.CreateVersion7(), Samples.Eur(1_000), RefundReasons.LatePayment, Samples.Now).IsSuccess.ShouldBeTrue();
        payment.RequestRefund(Guid.CreateVersion7(), Samples.Eur(1), RefundReasons.LatePayment, Samples.Now).Answer().ShouldBe("refund_too_large");
    }

    [Fact]
    public void Refunded_WhenMoreWouldGoBackThanWasPaid_IsRefused()
    {
        Payment payment = Paid(1_000);
        Refund ofAnother = Paid(2_000).RequestRefund(Guid.CreateVersion7(), Samples.Eur(1_001), RefundReasons.NotNeeded, Samples.Now).Value.ShouldNotBeNull();
        payment.Refunded(ofAnother).Answer().ShouldBe("refund_too_large");
        payment.RefundedAmount.ShouldBe(0);
        payment.Status.ShouldBe(PaymentStatus.Succeeded);
    }

    [Fact]
    public void RequestRefund_WhenGranted_TellsTheRefundsWorker()
    {
        Payment payment = Paid(1_000);
        Refund refund = payment.RequestRefund(Guid.CreateVersion7(), Samples.Eur(300), RefundReasons.NotNeeded, Samples.Now).Value.ShouldNotBeNull();
        refund.PaymentId.ShouldBe(payment.Id);
        refund.TenantId.ShouldBe(payment.TenantId);
        refund.IsSettled.ShouldBeFalse();
        payment.Events[^1].ShouldBe(new RefundRequested(refund.Id, payment.Id, payment.BookingId, Samples.Eur(300), RefundReasons.NotNeeded));
    }

    [Fact]
    public void Settle_WhenPaidBack_IsSettled()
    {
        Refund refund = Paid(1_000).RequestRefund(Guid.CreateVersion7(), Samples.Eur(300), RefundReasons.NotNeeded, Samples.Now).Value.ShouldNotBeNull();
        refund.Settle("re_1", Samples.Now);
        refund.IsSettled.ShouldBeTrue();
        refund.ProviderReference.ShouldBe("re_1");
    }

    [Fact]
    public void Fail_WhenTheMoneyHasArrived_ChangesNothing()
    {
        Payment payment = Paid(1_000);
        payment.ClearEvents();
        payment.Fail().IsSuccess.ShouldBeTrue();
        payment.Status.ShouldBe(PaymentStatus.Succeeded);
        payment.Events.ShouldBeEmpty();
    }

    private static Payment Paid(long amount)
    {
        Payment payment = Payment.Open(Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7(), "sandbox", Samples.Eur(amount), Samples.Now);
        payment.Succeed(Samples.Eur(amount), Samples.Now).IsSuccess.ShouldBeTrue();
        return payment;
    }
}
