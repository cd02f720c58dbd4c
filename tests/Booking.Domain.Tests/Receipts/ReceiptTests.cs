namespace Booking.Domain.Tests.Receipts;

using Booking.Domain.Receipts;
using Booking.Domain.Tests.Common;
using Shouldly;
using Xunit;

public sealed class ReceiptTests
{
    [Theory]
    [InlineData(42, "2027-000042")]
    [InlineData(1_234_567, "2027-1234567")]
    public void Take_WhenNumbered_HasTheYearAndSixDigitsOrMore(long runningNumber, string number) => Take(runningNumber).Number.ShouldBe(number);

    [Fact]
    public void Stored_WhenCalledTwice_TellsOnceAndKeepsTheFirstTime()
    {
        Receipt receipt = Take(1);
        receipt.Events.ShouldBeEmpty();
        receipt.Stored(Samples.Now);
        receipt.Stored(Samples.Now.AddHours(1));
        receipt.StoredAt.ShouldBe(Samples.Now);
        receipt.Events.ShouldHaveSingleItem().ShouldBe(new ReceiptIssued(receipt.Id, receipt.BookingId, receipt.PaymentId, null, receipt.Number, Samples.Eur(1_000)));
    }

    [Fact]
    public void Reverse_WhenMoneyWentBack_IsTheOppositeDocumentWithItsOwnNumber()
    {
        Receipt receipt = Take(41);
        Guid refund = Guid.CreateVersion7();

        Receipt opposite = receipt.Reverse(Guid.CreateVersion7(), refund, 2028, 42, Samples.Eur(400), Samples.Now);

        opposite.Number.ShouldBe("2028-000042");
        opposite.Reverses.ShouldBe("2027-000041");
        (opposite.TenantId, opposite.BookingId, opposite.PaymentId, opposite.RefundId).ShouldBe((receipt.TenantId, receipt.BookingId, receipt.PaymentId, refund));
        opposite.Total.ShouldBe(Samples.Eur(400));
        opposite.ObjectKey.ShouldContain("/2028/");
        opposite.Stored(Samples.Now);
        opposite.Events.ShouldHaveSingleItem().ShouldBe(new ReceiptIssued(opposite.Id, opposite.BookingId, opposite.PaymentId, refund, "2028-000042", Samples.Eur(400)));
    }

    private static Receipt Take(long runningNumber) => Receipt.Take(
        Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7(), 2027, runningNumber, Samples.Eur(1_000), Samples.Now);
}
