namespace Booking.Domain.Tests.Bookings;

using Booking.Domain.Bookings;
using Booking.Domain.Holds;
using Booking.Domain.Tests.Common;
using Shouldly;
using Xunit;

public sealed class BookingTests
{
    private static readonly TimeSpan PayWithin = TimeSpan.FromMinutes(30);

    [Fact]
    public void Make_WhenThereIsSomethingToPay_AwaitsPayment()
    {
        Booking booking = Make(1_000);
        booking.Status.ShouldBe(BookingStatus.AwaitingPayment);
        booking.PayBefore.ShouldBe(Samples.Now + PayWithin);
        booking.ConfirmedAt.ShouldBeNull();
        BookingAwaitingPayment happened = booking.Events.ShouldHaveSingleItem().ShouldBeOfType<BookingAwaitingPayment>();
        happened.ShouldBe(new BookingAwaitingPayment(booking.Id, booking.Number, null, Samples.Now + PayWithin, Samples.Eur(1_000)) { Kinds = happened.Kinds });
        happened.Kinds.ShouldBe([ItemKinds.Product]);
    }

    [Fact]
    public void Make_WhenItIsFree_IsConfirmedAtOnce()
    {
        Booking booking = Make(0);
        booking.Status.ShouldBe(BookingStatus.Confirmed);
        booking.PayBefore.ShouldBeNull();
        booking.ConfirmedAt.ShouldBe(Samples.Now);
        booking.Events.ShouldHaveSingleItem().ShouldBeOfType<BookingConfirmed>().PaymentId.ShouldBeNull();
    }

    [Fact]
    public void Make_WhenMadeFromAHold_FreezesItsTerms()
    {
        Hold hold = Samples.Hold(TimeSpan.FromMinutes(10), 4_200);
        Booking booking = Make(hold);
        booking.HoldId.ShouldBe(hold.Id);
        booking.TenantId.ShouldBe(hold.TenantId);
        booking.Items.ShouldBeSameAs(hold.Items);
        booking.Price.ShouldBeSameAs(hold.Price);
        booking.CancellationPolicy.ShouldBe(hold.Items[0].Policy);
    }

    [Fact]
    public void Confirm_WhenPaid_TellsWhichPaymentDidIt()
    {
        Booking booking = Make(1_000);
        Guid payment = Guid.CreateVersion7();
        booking.Confirm(payment, Samples.Now.AddMinutes(1)).IsSuccess.ShouldBeTrue();
        booking.Events[^1].ShouldBeOfType<BookingConfirmed>().PaymentId.ShouldBe(payment);
    }

    [Fact]
    public void ClosePaymentWindow_WhenOpen_ExpiresTheBookingNow()
    {
        Booking booking = Make(1_000);
        booking.ClosePaymentWindow(Samples.Now.AddMinutes(1)).IsSuccess.ShouldBeTrue();
        booking.Status.ShouldBe(BookingStatus.Expired);
        booking.PayBefore.ShouldBe(Samples.Now.AddMinutes(1));
    }

    private static Booking Make(long amount) => Make(Samples.Hold(TimeSpan.FromMinutes(10), amount));

    private static Booking Make(Hold hold) => Booking.Make(
        Guid.CreateVersion7(), BookingNumber.From(1), hold, new Customer("A", "a@example.com", null), [], Samples.NoDetails, PayWithin, Samples.Now);
}
