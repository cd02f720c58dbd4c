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
        receipt.Events.ShouldHaveSingleItem().ShouldBe(new ReceiptIssued(receipt.Id, receipt.BookingId, receipt.PaymentId, receipt.Number, Samples.Eur(1_000)));
    }

    private static Receipt Take(long runningNumber) => Receipt.Take(
        Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7(), 2027, runningNumber, Samples.Eur(1_000), Samples.Now);
}
