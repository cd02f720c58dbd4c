namespace Booking.Domain.Tests.Bookings;

using Booking.Domain.Bookings;
using Booking.Domain.Catalog;
using Booking.Domain.Common;
using Booking.Domain.Holds;
using Booking.Domain.Tests.Catalog;
using Booking.Domain.Tests.Common;
using Shouldly;
using Xunit;
using Booking = Booking.Domain.Bookings.Booking;

public sealed class ReassignmentTests
{
    // A Monday at nine in Berlin.
    private static readonly DateTimeOffset From = Samples.Utc("2027-03-08T08:00:00Z");

    private readonly Provider _anna = CatalogSamples.Provider([new(DayOfWeek.Monday, 540, 1_020)]);
    private readonly Provider _ben = CatalogSamples.Provider([new(DayOfWeek.Monday, 540, 1_020)], breaks: [new(DayOfWeek.Monday, 720, 780)]);

    [Fact]
    public void Reassign_WhenSomebodyElsePerformsIt_KeepsTimePriceAndQuotesAndTellsTheBooks()
    {
        Booking booking = Sold(withAny: true);
        Price price = booking.Price;
        int revision = booking.Sold[0].Revision;

        booking.Reassign(0, _ben, "score 1", "Anna is ill.", isManual: false, Samples.Now).Answer().ShouldBe("ok");

        booking.TakeEvents().ShouldBe("appointment.reassigned inventory.released");
        HoldItem item = booking.Items[0];
        (Appointment.ProviderOf(item), Appointment.BecauseOf(item), item.From, booking.Price, booking.Sold[0].Revision).ShouldBe((_ben.Id, "score 1", From, price, revision));
    }

    [Fact]
    public void Reassign_WhenTold_MovesTheUnitFromTheOneToTheOther()
    {
        Booking booking = Sold(withAny: false);

        booking.Reassign(0, _ben, "by hand", null, isManual: true, Samples.Now).Answer().ShouldBe("ok");

        AppointmentReassigned told = booking.Events.OfType<AppointmentReassigned>().ShouldHaveSingleItem();
        (told.FromProviderId, told.ToProviderId, told.IsManual).ShouldBe((_anna.Id, _ben.Id, true));
        told.Sales.Select(sale => (sale.UnitId, sale.Units, sale.Gross)).ShouldBe([(_anna.Id, -1, 0L), (_ben.Id, 1, 0L)]);
        Appointment.BecauseOf(booking.Items[0]).ShouldBeNull();
    }

    [Fact]
    public void Reassign_WhenItCannotBe_IsRefusedAndNothingChanges()
    {
        Booking booking = Sold(withAny: true);

        booking.Reassign(1, _ben, "", null, true, Samples.Now).Error!.Fields.Keys.ShouldBe(["/item"]);
        booking.Reassign(0, _ben, "", null, true, From).Error!.Fields.Keys.ShouldBe(["/item"]);
        Sold(withAny: true, amount: 5_000).Reassign(0, _ben, "", null, true, Samples.Now).Answer().ShouldBe("booking_not_confirmed");

        (Appointment.ProviderOf(booking.Items[0]), booking.Events.Count).ShouldBe((_anna.Id, 0));
    }

    [Fact]
    public void Settle_WhenItIsOver_IsRefused()
    {
        Reassignment sought = Reassignment.Ask(Guid.CreateVersion7(), Sold(withAny: true), 0, _anna.Id, null, "Anna", null, Samples.Now);
        sought.TryAgain(Samples.Now.AddSeconds(5));
        (sought.Tries, sought.DueAt).ShouldBe((1, Samples.Now.AddSeconds(5)));

        sought.Settle(_ben.Id, null, [], Samples.Now).Answer().ShouldBe("ok");

        (sought.Status, sought.ToProviderId, sought.DueAt).ShouldBe((ReassignmentStatus.Done, _ben.Id, null));
        sought.Fail([], Samples.Now).Answer().ShouldBe("illegal_transition");
        sought.Drop(Samples.Now).Answer().ShouldBe("illegal_transition");
    }

    [Theory]
    [InlineData(0, 60, "")]
    [InlineData(10, 60, "")]
    [InlineData(-10, 60, Reason.OpeningHours)]
    [InlineData(150, 60, Reason.OpeningHours)]
    [InlineData(240, 60, "")]
    [InlineData(440, 60, Reason.OpeningHours)]
    public void Against_WhenTheTimeIsNotAllWorked_SaysSo(int minutes, int length, string reason)
    {
        Service massage = CatalogSamples.Massage(_anna, _ben);

        massage.Against(_ben, new TimeRange(From.AddMinutes(minutes), From.AddMinutes(minutes + length))).ShouldBe(reason.Length == 0 ? [] : [reason]);
    }

    [Fact]
    public void Against_WhenTheProviderIsAwayOrDoesSomethingElse_SaysSo()
    {
        TimeRange time = new(From, From.AddHours(1));
        CatalogSamples.Massage(_anna).Against(_ben, time).ShouldBe([Reason.NotOnSale]);
        _ben.Edit(_ben.Details with { IsActive = false }).Answer().ShouldBe("ok");
        CatalogSamples.Massage(_ben).Against(_ben, time).ShouldBe([Reason.NotOnSale]);

        // Nights belong to the day on which they begin, by the provider's own clock.
        Provider night = CatalogSamples.Provider([new(DayOfWeek.Sunday, 1_200, 1_560)], "America/New_York");
        DateTimeOffset late = Samples.Utc("2027-03-08T05:00:00Z");
        CatalogSamples.Massage(night).Against(night, new TimeRange(late, late.AddHours(1))).ShouldBeEmpty();
        CatalogSamples.Massage(night).Against(night, new TimeRange(late, late.AddHours(3))).ShouldBe([Reason.OpeningHours]);
    }

    private Booking Sold(bool withAny, long amount = 0)
    {
        Service massage = CatalogSamples.Service(CatalogSamples.Details(_anna) with { Price = Samples.Eur(amount) });
        Grant grant = massage.Grant(0, _anna, From, [], Samples.Now).Value!;
        grant = withAny ? grant with { Item = Appointment.Chosen(grant.Item, ProviderRanking.Rank(massage.Id, From, [new ProviderFit(_anna.Id, AssignedWork.None, [])], new AppointmentRules())[0]) } : grant;
        Hold hold = Hold.Place(Guid.CreateVersion7(), CatalogSamples.Tenant, null, null, [grant], Price.Of(grant.Lines, TaxRules.Default).Value!, Samples.Now).Value!;
        Booking booking = Booking.Make(Guid.CreateVersion7(), "BK-1", hold, new Customer("Ada", "ada@example.test", null), [], Samples.NoDetails, TimeSpan.FromMinutes(15), Samples.Now);
        booking.ClearEvents();
        return booking;
    }
}
